import type { Bulletin, BulletinPlace } from '../bulletin.js';
import { drawDistricts } from '../draw/district-map.rules.js';
import { markup } from '../draw/markup.rules.js';
import { signAt } from '../draw/sign.rules.js';
import { LINE, NOTE } from '../draw/tone.data.js';
import { WORDS } from '../words.data.js';
import { writeHeading } from './heading.section.js';
import { SHEET, type Paper } from './paper.js';

const MAP = { width: 250, size: 7 };
const LIST = { x: SHEET.left + MAP.width + 22 };
const ROW = 27;

/** Writes where it happens most: the map on the left, its places on the right. */
export function writeMap(paper: Paper, b: Bulletin): void {
  const svg = drawDistricts(b.map, MAP);
  const height = Number(/height="([\d.]+)"/.exec(svg.text)?.[1] ?? MAP.width);
  const full = Math.max(height, b.places.length * ROW) + 8;
  paper.need(full + 50);
  writeHeading(paper, WORDS[b.lang].places, b.mapNote);
  const top = paper.y;
  paper.picture(svg, { x: SHEET.left, y: top, width: MAP.width, height, alt: b.map.alt });
  paper.group('L', () => b.places.forEach((place, i) => writePlace(paper, place, top + i * ROW)));
  paper.y = top + full;
}

function writePlace(paper: Paper, { level, numeral, name, topic, value }: BulletinPlace, y: number): void {
  const sign = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 24 24" width="15" height="15">${signAt(level, { x: 0, y: 0, r: 10, numeral })}</svg>`;
  paper.picture(sign, { x: LIST.x, y: y + 3, width: 15, height: 15 });
  paper.group('LI', () => {
    paper.put('LBody', name, { x: LIST.x + 20, width: 140, y, size: 9 });
    paper.put('LBody', topic, { x: LIST.x + 20, width: 150, y: y + 12, size: 7.5, colour: NOTE });
    paper.put('LBody', value, { x: LIST.x + 150, y: y + 3, size: 9, bold: true, align: 'right' });
  });
  paper.rule(y + ROW - 4, { colour: LINE, from: LIST.x });
}
