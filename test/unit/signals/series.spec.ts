import { describe, expect, it } from '@jest/globals';
import { readSeries } from '../../../cli/ears/series.js';

describe('a series of counts read from CSV', () => {
  it('takes the column that is called a count, and leaves what else stands beside it', () => {
    const csv = '\uFEFF"date","case","state","hum","newyears"\n2001-12-31,514,0,3.6,0\n2002-01-07,913,1,,1\n';
    expect(readSeries(csv)).toEqual({ counts: [514, 913], outbreak: [false, true], notes: ['counts: case'] });
  });

  it('adds up columns of whole numbers, by comma, semicolon or tab', () => {
    for (const by of [',', ';', '\t']) {
      const csv = ['t,state,mitte,pankow', '1,0,2,3', '2,TRUE,4,0', ''].join('\r\n').replaceAll(',', by);
      expect(readSeries(csv)).toMatchObject({ counts: [5, 4], outbreak: [false, true] });
    }
  });

  it('keeps a gap a gap: an empty cell, NA, and days that are skipped', () => {
    expect(readSeries('t,n\n1,3\n2,\n3,NA\n4,0\n').counts).toEqual([3, null, null, 0]);
    const weeks = 'week,cases\n2026-01-05,1\n2026-01-12,2\n2026/2/2,3\n';
    expect(readSeries(weeks)).toEqual({
      counts: [1, 2, null, null, 3],
      notes: ['counts: cases', '2 steps are skipped by week'],
    });
    expect(readSeries('date,n\n2026-01-01,1\n2026-02-01,2\n2026-03-01,3\n').counts).toEqual([1, 2, 3]);
    expect(readSeries('week,n\n202552,1\n202601,2\n202603,3\n').counts).toEqual([1, 2, null, 3]);
    expect(readSeries('month,n\n2025-11,1\n2025-12,2\n2026-02,3\n').counts).toEqual([1, 2, null, 3]);
    expect(readSeries('month,n\n202512,1\n202601,2\n').counts).toEqual([1, 2]);
    expect(readSeries('week,n\n2025-W52,1\n2026-W01,2\n').counts).toEqual([1, 2]);
    expect(readSeries('t,n\n1,1\n2,2\n4,3\n').counts).toEqual([1, 2, null, 3]);
    expect(readSeries('date;n\n01.01.2026;1\n02.01.2026;2\n04.01.2026;3\n').counts).toEqual([1, 2, null, 3]);
    expect(readSeries('date,n\n2026-01-01T00:00:00Z,1\n2026-01-02T00:00:00Z,2\n').counts).toEqual([1, 2]);
    expect(readSeries('year,week,value\n2025,52,4\n2026,1,5\n').counts).toEqual([4, 5]);
    expect(readSeries('year,value\n2024,4\n2026,5\n2027,6\n').counts).toEqual([4, null, 5, 6]);
  });

  it('takes the columns that are named', () => {
    expect(readSeries('a,b,c\n1,2,9\n3,4,0\n', { count: ['a', 'b'] }).counts).toEqual([3, 7]);
    expect(readSeries('x,flag\n1,1\n2,0\n', { state: 'flag' })).toMatchObject({
      counts: [1, 2],
      outbreak: [true, false],
    });
  });

  it('says which cell it cannot read', () => {
    expect(() => readSeries('t,cases\n1,3\n\n2,many\n')).toThrow(
      'line 4, column "cases": "many" is no count of 0 or more',
    );
    expect(() => readSeries('t,cases\n1,-3\n')).toThrow('line 2, column "cases"');
    expect(() => readSeries('t,cases,state\n1,3,perhaps\n')).toThrow('line 2, column "state"');
    expect(() => readSeries('date,n\n2026-01-02,1\n2026-01-01,1\n')).toThrow('line 3, column "date"');
    expect(() => readSeries('date,n\n2026-02-28,1\n2026-02-31,1\n')).toThrow('line 3, column "date"');
    expect(() => readSeries('t,cases\n1,0x10\n')).toThrow('line 2, column "cases"');
    expect(() => readSeries('t,cases,n\n1,2,3\n')).toThrow('--count');
    expect(() => readSeries('t,n,n\n1,2,3\n')).toThrow('two columns');
    expect(() => readSeries('a,b\n1,2\n', { count: ['z'] })).toThrow('column "z": not among a, b');
    expect(() => readSeries('word\nthree\n')).toThrow('no column holds counts');
    expect(() => readSeries('t,cases\n')).toThrow('no row below');
  });
});
