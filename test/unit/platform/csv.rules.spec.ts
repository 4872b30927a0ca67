import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellOf } from '../../../server/platform/csv.rules.js';

describe('a cell of an export', () => {
  it.each(['=1+1', '+86', '-1', '@SUM(A1)', ' =1', '\t=1', '\n', '＝1+1', '＋1', '－1', '＠x'])(
    'disarms %j',
    (text) => {
      expect(cellOf(text)).toBe(`'${text}`);
    },
  );

  it('leaves numbers, plain words and missing values as they are', () => {
    expect([cellOf(-118.25), cellOf('井盖 = 缺失'), cellOf(null), cellOf(false)]).toEqual([
      '-118.25',
      '井盖 = 缺失',
      '',
      'false',
    ]);
    expect(cellOf({ status: 'open' })).toBe('{"status":"open"}');
    expect(cellOf(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });

  it('never begins with what a spreadsheet runs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(cellOf(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]/)),
    );
  });
});
