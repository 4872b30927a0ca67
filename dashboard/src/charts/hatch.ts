import { COLOURS } from '../theme/colours.js';

/** Unknown is violet and hatched, and never a level. @param k root factor */
export function hatch(k: number): Record<string, unknown> {
  const image = document.createElement('canvas');
  const side = (image.width = image.height = Math.round(12 * k));
  const pen = image.getContext('2d') as CanvasRenderingContext2D;
  pen.strokeStyle = COLOURS.stale;
  pen.globalAlpha = 0.4;
  pen.lineWidth = k;
  // From corner to corner, and the corners that the neighbours leave.
  for (const at of [-side, 0, side]) {
    pen.moveTo(at, side);
    pen.lineTo(at + side, 0);
  }
  pen.stroke();
  return { color: { image, repeat: 'repeat' } };
}
