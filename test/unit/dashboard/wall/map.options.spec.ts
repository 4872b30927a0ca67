import { describe, expect, it } from '@jest/globals';
import { cellFigure } from '../../../../dashboard/src/screens/wall/map.options.js';

const CELL = '8831aa4d17fffff';
const window = { from: '2026-11-22T00:42:00.000Z', to: '2026-11-22T01:43:00.000Z' };
const n: [number, number, number, number] = [1, 0, 3, 2];
const cells = { [CELL]: { value: 8200, level: 3 as const, unknown: 0, n } };
const risk = { window, statedAt: window.to, weights: 1, res: 8, cells };

describe('a cell of the map', () => {
  it('stands for its records of the window, pinned to the snapshot', () => {
    const figure = cellFigure(risk, CELL, 88);
    expect(figure?.shown).toBe('6');
    expect(Object.fromEntries(new URLSearchParams(figure?.query))).toEqual({
      ...{ query: 'observations.total', h3: CELL },
      ...window,
      asOf: '88',
    });
  });

  it('stands for nothing once it has emptied', () => {
    expect(cellFigure(risk, '8831aa4d15fffff', 88)).toBeNull();
  });
});
