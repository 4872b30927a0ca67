import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { look, sideOf, type Point } from '../../../server/domain/alarms/alarm.delay.rules.js';

const RULE = { condition: 'high', limit: 100, deadBand: 5 };
const REST: Point = { active: false, sinceMs: null };

/** Runs values a second apart through one condition; answers the moments at which it turned. */
function run(values: readonly number[], delays: { onDelaySeconds: number; offDelaySeconds: number }, rule = RULE) {
  let point = REST;
  const turns: { i: number; active: boolean }[] = [];
  for (const [i, value] of values.entries()) {
    const seen = look(point, sideOf(rule, value), { ms: i * 1000, delays });
    point = seen.point;
    if (seen.turned) turns.push({ i, active: point.active });
  }
  return turns;
}

const delays = fc.record({
  onDelaySeconds: fc.integer({ min: 0, max: 8 }),
  offDelaySeconds: fc.integer({ min: 0, max: 8 }),
});

describe('a condition', () => {
  it('includes its limit, above and below', () => {
    expect(sideOf(RULE, 100)).toBe('beyond');
    expect(sideOf(RULE, 95)).toBe('between');
    expect(sideOf(RULE, 94.99)).toBe('within');
    expect(sideOf({ ...RULE, condition: 'low' }, 100)).toBe('beyond');
    expect(sideOf({ ...RULE, condition: 'low' }, 105)).toBe('between');
    expect(sideOf({ ...RULE, condition: 'low' }, 105.01)).toBe('within');
  });

  it('raises after exactly its on delay, and clears after exactly its off delay', () => {
    const values = [0, 120, 120, 120, 120, 90, 90, 90, 90];
    expect(run(values, { onDelaySeconds: 2, offDelaySeconds: 3 })).toEqual([
      { i: 3, active: true },
      { i: 8, active: false },
    ]);
  });

  it('that trembles within its dead band turns once at most', () => {
    const trembling = fc.array(fc.double({ min: 95, max: 110, noNaN: true }), { maxLength: 200 });
    fc.assert(fc.property(trembling, delays, (values, d) => run(values, d).length <= 1));
  });

  it('never turns before its delay has passed without a break', () => {
    const any = fc.array(fc.double({ min: 80, max: 120, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(any, delays, (values, d) => {
        for (const { i, active } of run(values, d)) {
          const need = active ? d.onDelaySeconds : d.offDelaySeconds;
          const side = active ? 'beyond' : 'within';
          for (let k = i - need; k <= i; k++) expect(sideOf(RULE, values[k] as number)).toBe(side);
        }
      }),
    );
  });

  it('turns in turns: raise, clear, raise', () => {
    const any = fc.array(fc.double({ min: 80, max: 120, noNaN: true }), { maxLength: 200 });
    fc.assert(fc.property(any, delays, (values, d) => run(values, d).every((t, i) => t.active === (i % 2 === 0))));
  });
});
