import { COLOURS } from '../theme/colours.js';
import { SEVERITY_PATH } from '../ui/severity.js';

/** Side of a mark at 16 px a rem, by priority: the more urgent, the bigger. */
const SIDE: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 26, 2: 22, 3: 15, 4: 14 };

/** Draws the mark of a priority: its shape and colour with a dark rim. @param scale device pixels per CSS pixel times the root factor */
export function markImage(priority: 1 | 2 | 3 | 4, scale: number): ImageData {
  const side = Math.ceil(SIDE[priority] * scale);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(side / 16, side / 16);
  const path = new Path2D(SEVERITY_PATH[priority]);
  pen.fillStyle = COLOURS[`p${priority}`];
  pen.fill(path);
  pen.strokeStyle = COLOURS.bg;
  pen.lineWidth = 1.2;
  pen.stroke(path);
  return pen.getImageData(0, 0, side, side);
}
