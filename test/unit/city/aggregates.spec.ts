import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';
import { aggregatesFrom } from '../../../server/city/profile/aggregates.rules.js';
import type { Findings } from '../../../server/city/profile/fault.js';

function read(header: string[], ...rows: string[][]) {
  const findings: Findings = { faults: [], notes: [] };
  const types = new Map(BUILT_IN_CATALOGUE.map((t) => [t.code, t]));
  const known = { file: 'a.csv', header, districts: new Set(['1', '2']), types };
  return { read: aggregatesFrom(rows, known, findings), faults: findings.faults.map((f) => `${f.at}: ${f.message}`) };
}

describe('daily aggregates', () => {
  const entry = {
    day: '2025-01-02',
    district: '1',
    type: 'acc.fire',
    stream: 'incident',
    opened: 5,
    closed: 4,
    onTime: 3,
  };

  it('are read long, one district a row', () => {
    const long = ['day', 'district', 'type', 'opened', 'closed', 'on_time'];
    expect(read(long, ['2025-01-02', '1', 'acc.fire', '5', '4', '3'])).toEqual({ read: [entry], faults: [] });
  });

  it('are read wide, one column a district, without the empty cells', () => {
    expect(read(['day', 'type', '1', '2'], ['2025-01-02', 'acc.fire', '5/4/3', '0'])).toEqual({
      read: [entry],
      faults: [],
    });
  });

  it.each([
    [['2025-01-02', 'no.such', '1/1/1', ''], /type no.such/],
    [['2025-01-02', 'acc.fire', '1/1/2', ''], /on time 2 is more than closed 1/],
    [['2025-01-02', 'acc.fire', '-1', ''], /counts of 1/],
    [['2.1.2025', 'acc.fire', '1/1/1', ''], /day/],
  ])('refuse %j with its line', (row, message) => {
    const { faults } = read(['day', 'type', '1', '2'], row);
    expect(faults[0]).toMatch(/^line 2: /);
    expect(faults[0]).toMatch(message);
  });

  it('refuse a district that the profile does not have', () => {
    expect(read(['day', 'type', '7'], ['2025-01-02', 'acc.fire', '1/1/1']).faults).toEqual([
      'line 2: district 7 is not in the profile',
    ]);
  });
});
