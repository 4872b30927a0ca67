import { expect, it } from '@jest/globals';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';
import { BUILT_IN_LIMITS } from '../../../server/city/clocks/time-limits.data.js';
import { BUILT_IN_CONDITIONS } from '../../../server/domain/incidents/filing/conditions.data.js';
import { conditionFor, inForce } from '../../../server/domain/incidents/filing/filing.rules.js';

const TWO = [{ id: 'a' }, { id: 'b' }];

it('the condition that is named, or the only one, is the one it is filed by', () => {
  expect(conditionFor([], null)).toBeNull();
  expect(conditionFor([{ id: 'a' }], null)).toBe('a');
  expect(conditionFor(TWO, 'b')).toBe('b');
});

it('of several one has to be named, and only what there is can be', () => {
  expect(conditionFor(TWO, null)).toMatchObject({ status: 422, code: 'incident/condition-missing' });
  expect(conditionFor(TWO, 'c')).toMatchObject({ status: 422, code: 'incident/condition-unknown' });
  expect(conditionFor([], 'a')).toMatchObject({ code: 'incident/condition-unknown' });
});

it('conditions hold on their days, both ends included', () => {
  const [row] = BUILT_IN_CONDITIONS;
  const dated = { ...row, validFrom: '2026-01-01', validTo: '2026-06-30' } as (typeof BUILT_IN_CONDITIONS)[number];
  const holds = (day: string) => inForce([dated], day).length === 1;
  expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(holds)).toEqual([false, true, true, false]);
});

it('every built-in condition is of a type of the catalogue, and every limit by condition of filed things has its condition', () => {
  const types = new Set(BUILT_IN_CATALOGUE.map((type) => type.code));
  expect(BUILT_IN_CONDITIONS.filter((c) => !types.has(c.type))).toEqual([]);
  const keys = new Set(BUILT_IN_CONDITIONS.map((c) => `${c.type} ${c.id}`));
  const limits = BUILT_IN_LIMITS.filter((l) => l.condition !== null && l.type !== null && l.type !== 'complaint');
  expect(limits.length).toBeGreaterThan(3);
  expect(limits.filter((l) => !keys.has(`${l.type} ${l.condition}`))).toEqual([]);
});
