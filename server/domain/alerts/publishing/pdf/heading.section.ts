import { DASH, NOTE } from '../draw/tone.data.js';
import { SHEET, type Paper } from './paper.js';

/** A heading with the rule above it, never alone at the foot of a page. */
export function writeHeading(paper: Paper, text: string, note?: string): void {
  paper.need(64);
  paper.y += 10;
  paper.rule(paper.y, { width: 0.8, colour: DASH });
  paper.y += 7;
  if (note) paper.put('P', note, { size: 8.5, colour: NOTE, x: SHEET.left + 150, align: 'right', y: paper.y + 5 });
  paper.write('H2', text, { size: 13.5, bold: true, after: 4, width: note ? 150 : SHEET.right - SHEET.left });
}
