import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlarmRule } from '../../../protocol/alarm-rule.js';
import { CURVE_DAYS, CURVE_POINTS } from '../../../protocol/sensor.js';
import { gapsOf, planCurve } from '../../../server/domain/alarms/curve.rules.js';
import { limitFaults, limitOf, limitRules, type LimitRule } from '../../../server/domain/alarms/limits.rules.js';
import { healthOf, statesOf, type SensorNow } from '../../../server/domain/alarms/sensor.view.rules.js';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-11-22T09:42:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

describe('the plan of a curve', () => {
  const spans = fc.record({
    back: fc.integer({ min: 0, max: CURVE_DAYS * DAY_MS }),
    length: fc.integer({ min: 1000, max: CURVE_DAYS * DAY_MS }),
    rhythm: fc.option(fc.integer({ min: 1, max: 86_400 })),
  });

  it('never makes more points than a screen shows, and reads raw values only where they are kept', () => {
    fc.assert(
      fc.property(spans, ({ back, length, rhythm }) => {
        const [fromMs, toMs] = [NOW_MS - back, NOW_MS - back + length];
        const plan = planCurve({ fromMs, toMs }, { nowMs: NOW_MS, rhythm });
        expect((toMs - fromMs) / 1000 / plan.stepSeconds).toBeLessThanOrEqual(CURVE_POINTS * 1.000001);
        if (plan.of === 'readings') expect(length).toBeLessThanOrEqual(7 * DAY_MS);
        if (plan.of === 'readings') expect(back).toBeLessThanOrEqual(14 * DAY_MS);
        else expect(plan.stepSeconds % 3600).toBe(0);
      }),
    );
  });

  it('calls two rhythms of silence a gap, of hours never less than one, and without a rhythm nothing', () => {
    const day = { fromMs: NOW_MS - DAY_MS, toMs: NOW_MS };
    const month = { fromMs: NOW_MS - 30 * DAY_MS, toMs: NOW_MS };
    const quarter = { fromMs: NOW_MS - DAY_MS / 4, toMs: NOW_MS };
    expect(planCurve(quarter, { nowMs: NOW_MS, rhythm: 60 }).gapSeconds).toBe(120);
    // A day is drawn from points of 86.4 s: what is narrower than four of them is not seen.
    expect(planCurve(day, { nowMs: NOW_MS, rhythm: 60 }).gapSeconds).toBeCloseTo(345.6);
    expect(planCurve(month, { nowMs: NOW_MS, rhythm: 60 })).toEqual({
      of: 'hours',
      stepSeconds: 3600,
      gapSeconds: 4 * 2592,
    });
    expect(planCurve(day, { nowMs: NOW_MS, rhythm: null }).gapSeconds).toBeNull();
  });
});

describe('gaps', () => {
  const of = { fromMs: NOW_MS - DAY_MS, toMs: NOW_MS, gapSeconds: 120 };
  const at = (minutes: number) => iso(NOW_MS - minutes * 60_000);

  it('are also before the first value and after the last one', () => {
    expect(gapsOf([], { ...of, before: null, first: at(60), last: at(10) })).toEqual([
      { from: at(24 * 60), to: at(60) },
      { from: at(10), to: at(0) },
    ]);
    expect(gapsOf([], { ...of, before: null, first: null, last: null })).toEqual([{ from: at(24 * 60), to: at(0) }]);
  });

  it('are none where the values go on at both ends, and stay in order', () => {
    const ends = { before: at(24 * 60 + 1), first: at(24 * 60 - 1), last: at(1) };
    expect(gapsOf([], { ...of, ...ends })).toEqual([]);
    const between = [
      { from: at(100), to: at(50) },
      { from: at(300), to: at(290) },
    ];
    expect(gapsOf(between, { ...of, ...ends })).toEqual([between[1], between[0]]);
    expect(gapsOf([], { ...of, ...ends, gapSeconds: null })).toEqual([]);
  });
});

const RULE = AlarmRule.parse({
  ...{ id: 'level-15', condition: 'high', level: '15', metric: 'level', limit: 15, deadBand: 2, priority: 3 },
  ...{ nameZh: '积水', nameEn: 'Water', cause: 'waterlogging', causeZh: '积水', causeEn: 'Water' },
  ...{ actionZh: '看', actionEn: 'Look', suppressedBy: ['level-27'], source: 'x' },
}) as LimitRule;
const GRAVER = { ...RULE, id: 'level-27', level: '27', limit: 27, suppressedBy: [] };
const LIGHTER = { ...RULE, id: 'level-5', level: '5', limit: 5, suppressedBy: ['level-15', 'level-27'] };
const values = (limit: number, deadBand = 1) => ({ limit, deadBand, onDelaySeconds: 0, offDelaySeconds: 60 });
const OF = { range: [0, 100] as const, others: [RULE, GRAVER, LIGHTER] };

describe('a limit of a sensor', () => {
  it('is taken exactly where it lies between the lighter and the graver one, can be measured, and leaves room to clear', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 120 }),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        (limit, deadBand, isLow) => {
          // A low limit is the mirror of a high one.
          const turn = (rule: LimitRule): LimitRule =>
            isLow ? { ...rule, condition: 'low', limit: 100 - rule.limit } : rule;
          const asked = values(isLow ? 100 - limit : limit, deadBand);
          const faults = limitFaults(turn(RULE), asked, { ...OF, others: OF.others.map(turn) });
          expect(faults.length === 0).toBe(limit > 5 && limit < 27 && limit - deadBand > 0);
          for (const { pointer } of faults) expect(pointer).toMatch(/^\/own\/(limit|deadBand)$/);
        },
      ),
    );
  });

  it('names the level that it would pass', () => {
    expect(limitFaults(RULE, values(30), OF)).toMatchObject([
      { code: 'alarm-limit/out-of-order', detail: expect.stringContaining('level-27') },
    ]);
    expect(limitFaults(RULE, values(15), { ...OF, range: null })).toEqual([]);
  });

  it('is only of rules that measure a value', () => {
    const silent = { ...RULE, id: 'no-data', condition: 'no-data' as const };
    expect(limitRules([RULE, silent]).map((rule) => rule.id)).toEqual(['level-15']);
    expect(limitOf(RULE, undefined)).toMatchObject({ general: { limit: 15, deadBand: 2 }, own: null, version: 0 });
  });
});

describe('how a sensor is', () => {
  const now: SensorNow = {
    ...{
      sensor: 'W1',
      standing: 'ok',
      overdue: false,
      lastAt: iso(NOW_MS),
      lastValue: 3,
      sameSince: iso(NOW_MS - DAY_MS),
    },
    ...{ disabledSince: null, disabledUntil: null, raised: {}, alarms: 0 },
  };
  const since = iso(NOW_MS - 3_600_000);

  it('is said with since when: a silence since the last value, a stuck value since it first came', () => {
    expect([healthOf(now), statesOf(now)]).toEqual(['ok', []]);
    const silent = { ...now, raised: { 'no-data': since } };
    expect([healthOf(silent), statesOf(silent)]).toEqual(['no-data', [{ is: 'no-data', since: now.lastAt }]]);
    const stuck = { ...now, raised: { frozen: since } };
    expect(statesOf(stuck)).toEqual([{ is: 'frozen', since: now.sameSince }]);
    expect(statesOf({ ...now, raised: { 'clock-skew': since } })).toEqual([{ is: 'clock-skew', since }]);
    expect(statesOf({ ...now, lastAt: null })).toEqual([{ is: 'waiting', since: null }]);
  });

  it('says all that holds, the gravest first', () => {
    const much = { ...now, raised: { high: since, 'out-of-range': iso(NOW_MS), low: iso(NOW_MS) } };
    expect(statesOf(much)).toEqual([
      { is: 'alarm', since },
      { is: 'out-of-range', since: iso(NOW_MS) },
    ]);
    const away = { ...much, disabledSince: since, disabledUntil: iso(NOW_MS + DAY_MS) };
    expect(healthOf(away)).toBe('disabled');
    expect(statesOf(away)[0]).toEqual({ is: 'disabled', since });
  });
});
