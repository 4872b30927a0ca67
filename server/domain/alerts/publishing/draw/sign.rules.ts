import { Markup, markup } from './markup.rules.js';
import { TONES, type Level } from './tone.data.js';

/** Half a sign's height in its own units. */
const R = 10;
const SHAPES: Record<Level, string> = {
  red: 'M0 -10L10 0L0 10L-10 0Z',
  orange: 'M0 -9.5L10.5 8.5L-10.5 8.5Z',
  yellow: 'M-9 0A9 9 0 1 1 9 0A9 9 0 1 1 -9 0Z',
  blue: 'M-8.5 -8.5H8.5V8.5H-8.5Z',
};
/** Ink of the number inside; blue and red are dark grounds. */
const NUMERAL: Record<Level, string> = { red: '#fff', orange: '#14202b', yellow: '#14202b', blue: '#fff' };

/** Draws the sign of a level round (x, y), `r` high on each side, with a number in it if given: diamond, triangle, disc, square. */
export function signAt(level: Level, at: { x: number; y: number; r: number; numeral?: number }): Markup {
  const { sign, edge } = TONES[level];
  const scale = rounded(at.r / R);
  const size = rounded(at.r * 1.05);
  const drop = level === 'orange' ? at.r * 0.62 : at.r * 0.38;
  const numeral = at.numeral !== undefined && at.r >= 6;
  return markup`<g><path d="${SHAPES[level]}" transform="translate(${rounded(at.x)} ${rounded(at.y)}) scale(${scale})" fill="${sign}" stroke="${edge}" stroke-width="1.6"/>${
    numeral &&
    markup`<text x="${rounded(at.x)}" y="${rounded(at.y + drop)}" font-size="${size}" font-weight="700" text-anchor="middle" fill="${NUMERAL[level]}">${at.numeral}</text>`
  }</g>`;
}

/** A sign alone, as an inline picture beside its word; hidden from readers of the word. */
export function signIcon(level: Level): Markup {
  return markup`<svg class="sign" viewBox="-12 -12 24 24" width="14" height="14" aria-hidden="true">${signAt(level, { x: 0, y: 0, r: R })}</svg>`;
}

/** Rounds to tenths: what a picture needs. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
