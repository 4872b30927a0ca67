import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawBars, type BarsPicture } from '../../../server/domain/alerts/publishing/draw/bars.rules.js';
import { shadesOf } from '../../../server/domain/alerts/publishing/draw/district-map.rules.js';

const picture: BarsPicture = {
  level: 'orange',
  running: { label: ['11 月'], value: 50 },
  past: [
    { label: ['2024'], value: 100 },
    { label: ['2025'], value: null },
  ],
  mean: 100,
  expected: { label: ['2026'], value: 120, low: 80, high: 200 },
  alt: 'in words',
};
const FRAME = { width: 400, height: 200, size: 10 };
const heights = (svg: string, fill: string) =>
  [...svg.matchAll(/<rect [^>]*height="([\d.]+)" fill="([^"]+)"/g)]
    .filter(([, , f]) => f === fill)
    .map(([, h]) => Number(h));

describe('bars of an alert', () => {
  it('stand on zero, in proportion, and the forecast is its interval', () => {
    const svg = drawBars(picture, FRAME).text;
    const [bar = 0] = heights(svg, '#b7c5d0');
    const [running = 0] = heights(svg, 'none');
    const [block = 0] = heights(svg, '#f6dcc0');
    expect(running).toBeCloseTo(bar / 2, 0);
    expect(block).toBeCloseTo(bar * 1.2, 0);
  });

  it('draw no bar where nothing is known, and say so', () => {
    const svg = drawBars(picture, FRAME).text;
    expect(heights(svg, '#b7c5d0')).toHaveLength(1);
    expect(svg).toContain('>—<');
    expect(svg).toContain('aria-label="in words"');
  });

  it('never leave their frame', () => {
    const count = fc.nat(100_000);
    fc.assert(
      fc.property(fc.array(count, { maxLength: 12 }), count, count, (values, running, high) => {
        const past = values.map((value, i) => ({ label: [String(i)], value }));
        const expected = { label: ['x'], value: high / 2, low: 0, high };
        const svg = drawBars({ ...picture, past, expected, running: { label: ['r'], value: running } }, FRAME).text;
        const ys = [...svg.matchAll(/ y[12]?="(-?[\d.]+)"/g)].map(([, y]) => Number(y));
        expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...ys)).toBeLessThanOrEqual(FRAME.height);
      }),
    );
  });
});

describe('shades of the map', () => {
  it('cover every count once, light to deep', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), (values) => {
        const shades = shadesOf(values);
        const holds = (v: number) =>
          shades.filter(({ from, to }) => (from === null || v >= from) && (to === null || v < to));
        for (const value of values) expect(holds(value)).toHaveLength(1);
      }),
    );
  });

  it('are one where all count the same', () => {
    expect(shadesOf([7, 7, 7])).toEqual([{ fill: '#a9bccb', from: null, to: null }]);
  });
});
