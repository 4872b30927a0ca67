import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lampAt, type TimeLimit } from '../../../protocol/clocks.js';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';
import { contradictions, limitFor, type LimitSubject } from '../../../server/city/clocks/time-limit.rules.js';
import { BUILT_IN_CALENDARS } from '../../../server/city/clocks/service-calendars.data.js';
import { BUILT_IN_LIMITS } from '../../../server/city/clocks/time-limits.data.js';

const limit = (id: string, over: Partial<TimeLimit> = {}): TimeLimit => ({
  ...{ id, nameZh: id, nameEn: id, procedure: null, step: null, type: null, condition: null, priority: null },
  ...{ district: null, calendar: 'working', amount: 4, unit: 'hour' as const, warnShare: 0.8, source: 'test' },
  ...{ effectiveFrom: null, effectiveTo: null },
  ...over,
});
const subject = (over: Partial<LimitSubject> = {}): LimitSubject => ({
  ...{ procedure: 'city-management', step: null, type: 'sudden.gas_pipe', condition: null, priority: 3 as const },
  ...{ district: '990101', day: '2026-11-22' },
  ...over,
});

describe('the limit that applies', () => {
  const all = [
    limit('any'),
    limit('procedure', { procedure: 'city-management' }),
    limit('priority', { priority: 1 }),
    limit('district', { district: '990102' }),
    limit('family', { type: 'sudden' }),
    limit('type', { type: 'sudden.gas_pipe' }),
    limit('condition', { condition: 'leaking' }),
    limit('step', { step: 'disposing' }),
  ];
  it.each([
    ['procedure', {}],
    ['any', { procedure: 'emergency', type: 'env.rubble' }],
    ['priority', { priority: 1 as const, type: 'env.rubble' }],
    ['district', { priority: 1 as const, type: 'env.rubble', district: '990102' }],
    ['family', { type: 'sudden.manhole', district: '990102' }],
    ['type', { type: 'sudden.gas_pipe', district: '990102' }],
    ['condition', { type: 'sudden.gas_pipe', condition: 'leaking' }],
    ['step', { step: 'disposing' }],
  ])('is the most specific one: %s for %j', (id, over) => {
    const base = id === 'procedure' ? { type: 'street.other' } : {};
    expect(limitFor(all, subject({ ...base, ...over }))?.id).toBe(id);
  });

  it('takes a family by whole words only', () => {
    expect(limitFor([limit('sud', { type: 'sud' })], subject())).toBeNull();
    expect(limitFor([limit('x', { type: 'sudden.gas' })], subject())).toBeNull();
  });

  it('holds on its own days, first and last included', () => {
    const spring = limit('spring', { effectiveFrom: '2026-03-01', effectiveTo: '2026-05-31' });
    const days = ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'];
    expect(days.map((day) => limitFor([spring], subject({ day }))?.id ?? null)).toEqual([
      null,
      'spring',
      'spring',
      null,
    ]);
  });

  it('does not depend on the order of the table', () => {
    const some = fc.array(
      fc.record({
        procedure: fc.constantFrom(null, 'city-management', 'emergency'),
        type: fc.constantFrom(null, 'sudden', 'sudden.gas_pipe', 'env'),
        priority: fc.constantFrom(null, 1 as const, 3 as const),
        district: fc.constantFrom(null, '990101', '990102'),
        condition: fc.constantFrom(null, 'leaking'),
      }),
      { maxLength: 12 },
    );
    const asked = fc.record({
      condition: fc.constantFrom(null, 'leaking'),
      priority: fc.constantFrom(1 as const, 3 as const),
    });
    fc.assert(
      fc.property(some, asked, (rows, over) => {
        const seen = new Map(rows.map((row) => [JSON.stringify(row), limit(JSON.stringify(row), row)]));
        const table = [...seen.values()];
        expect(contradictions(table)).toEqual([]);
        expect(limitFor([...table].reverse(), subject(over))).toBe(limitFor(table, subject(over)));
      }),
    );
  });

  it('is told where two contradict each other, and not where one follows the other', () => {
    const old = limit('old', { type: 'env', effectiveTo: '2026-06-30' });
    const late = limit('late', { type: 'env', effectiveFrom: '2026-07-01' });
    expect(contradictions([old, late, limit('other')])).toEqual([]);
    expect(contradictions([old, limit('twice', { type: 'env' })])).toEqual([['old', 'twice']]);
  });
});

describe('the built-in limits', () => {
  it('contradict nothing, name calendars and types that exist, and have a source', () => {
    expect(contradictions(BUILT_IN_LIMITS)).toEqual([]);
    expect(new Set(BUILT_IN_LIMITS.map((l) => l.id)).size).toBe(BUILT_IN_LIMITS.length);
    for (const { calendar, type, source } of BUILT_IN_LIMITS) {
      expect(BUILT_IN_CALENDARS.map((c) => c.id)).toContain(calendar);
      expect(source).not.toBe('');
      if (type === null) continue;
      expect(BUILT_IN_CATALOGUE.some((t) => t.code === type || t.code.startsWith(`${type}.`))).toBe(true);
    }
  });

  it.each([
    ['street-order', 'street.trading_outside', 24, 'hour', 'natural'],
    ['city-management', 'street.bike_parking', 4, 'hour', 'working'],
    ['street-order', 'street.bike_parking', 24, 'hour', 'natural'],
    ['city-management', 'sudden.overhead_cable', 12, 'hour', 'natural'],
    ['city-management', 'env.exposed_garbage', 4, 'hour', 'working'],
    ['city-management', 'complaint.noise.traffic', 7, 'day', 'natural'],
    ['city-management', 'complaint.heat.cold', 24, 'hour', 'natural'],
  ])('%s %s: %i %s, %s', (procedure, type, amount, unit, calendar) => {
    expect(limitFor(BUILT_IN_LIMITS, subject({ procedure, type }))).toMatchObject({ amount, unit, calendar });
  });
});

describe('the lamp', () => {
  it.each([
    [0, 'green'],
    [79, 'green'],
    [80, 'yellow'],
    [99, 'yellow'],
    [100, 'red'],
    [500, 'red'],
  ])('at %i %% of the limit is %s', (share, lamp) => {
    expect(lampAt(share, { warnMs: 80, dueMs: 100 })).toBe(lamp);
  });
});
