import { describe, expect, it } from '@jest/globals';
import { arrivalPaths, isOff } from '../../../../dashboard/src/charts/arrival-line.options.js';

const flat = (n: number, bins = 8) => Array.from({ length: bins }, () => n);
const band = (low: number, high: number, bins = 8) => Array.from({ length: bins }, (): [number, number] => [low, high]);

describe('arrival line', () => {
  it('stops where nothing is known', () => {
    const paths = arrivalPaths({ line: flat(5), band: band(4, 6), cut: 3 });
    expect(paths.line.match(/[ML]/g)).toHaveLength(3);
    expect(paths.cut).toBe(3);
  });

  it('is off only when a whole hour is outside its band', () => {
    const calm = { line: [5, 5, 5, 9, 5, 5, 5, 5], band: band(4, 6), cut: 8 };
    expect(calm.line.map((_, i) => isOff(calm, i)).some(Boolean)).toBe(false);
    const risen = { line: [5, 5, 5, 5, 9, 9, 9, 9], band: band(4, 6), cut: 8 };
    expect(risen.line.map((_, i) => isOff(risen, i))).toEqual([false, false, false, false, false, true, true, true]);
    expect(arrivalPaths(risen).off.match(/M/g)).toHaveLength(3);
  });

  it('does not call a feed too quiet before its first arrival', () => {
    const young = { line: [0, 0, 0, 0, 5, 0, 0, 0], band: band(4, 6), cut: 8 };
    expect(young.line.map((_, i) => isOff(young, i))).toEqual([false, false, false, false, true, true, true, true]);
  });

  it('cuts an import off at the top instead of flattening the day', () => {
    const { band: drawn, line } = arrivalPaths({ line: [5, 5, 9000, 5], band: band(4, 6, 4), cut: 4 });
    expect(line).toContain('2.5 3L');
    expect(drawn).not.toContain('28.99');
  });

  it('judges nothing without a band and draws it in pieces round the gap', () => {
    const holes = [null, null, [1, 2], [1, 2], null, [1, 2], [1, 2], [1, 2]] as ([number, number] | null)[];
    const drawing = { line: flat(99), band: holes, cut: 8 };
    expect(isOff(drawing, 7)).toBe(false);
    expect(arrivalPaths(drawing).band.match(/Z/g)).toHaveLength(2);
  });

  it('draws an all-zero day on its foot without dividing by zero', () => {
    expect(arrivalPaths({ line: flat(0), band: flat(0).map(() => null), cut: 8 }).line).not.toMatch(/NaN/);
  });
});
