import { COLOURS, TYPEFACE } from '../../theme/colours.js';

/** Height of the caption in parts of the picture's width. */
const PART = 0.03;

/** Writes under a picture what it shows and when: a map that is passed on must say so itself. */
export function captioned(picture: HTMLCanvasElement, words: string): HTMLCanvasElement {
  const made = document.createElement('canvas');
  const line = Math.max(24, Math.round(picture.width * PART));
  [made.width, made.height] = [picture.width, picture.height + line];
  const pen = made.getContext('2d') as CanvasRenderingContext2D;
  pen.drawImage(picture, 0, 0);
  pen.fillStyle = COLOURS.panel;
  pen.fillRect(0, picture.height, made.width, line);
  pen.fillStyle = COLOURS.hi;
  pen.font = `400 ${Math.round(line * 0.5)}px ${TYPEFACE}`;
  pen.textBaseline = 'middle';
  pen.fillText(words, line * 0.4, picture.height + line / 2, made.width - line);
  return made;
}
