import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlarmLine } from '../../../../protocol/alarm.js';
import type { AlarmRule } from '../../../../protocol/alarm-rule.js';
import type { SensorLimits } from '../../../../protocol/sensor-limit.js';
import { withGaps } from '../../../../dashboard/src/charts/curve.options.js';
import {
  alarmSpans,
  crossings,
  endIn,
  limitLines,
  missingSeconds,
  rangeIn,
  summaryOf,
} from '../../../../dashboard/src/screens/sensors/curve.rules.js';

const NOW_MS = Date.parse('2026-11-22T09:42:00Z');
const at = (minutes: number) => new Date(NOW_MS - minutes * 60_000).toISOString();
const point = (minutes: number, value: number, n = 1) => ({ at: at(minutes), value, low: value, high: value, n });

describe('a curve', () => {
  it('breaks where a gap begins, and nowhere else', () => {
    const points = [point(10, 1), point(9, 2), point(2, 3)];
    const drawn = withGaps(points, [{ from: at(9), to: at(2) }], (p) => p.value);
    expect(drawn.map(([, value]) => value)).toEqual([1, 2, null, 3]);
    expect(withGaps(points, [], (p) => p.value).map(([, value]) => value)).toEqual([1, 2, 3]);
    // A sensor that is silent until now, or was until its first value.
    expect(withGaps([], [{ from: at(9), to: at(2) }], (p) => p.value)).toEqual([[Date.parse(at(9)) + 1, null]]);
  });

  it('is summed up by all its values, however they were put together', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 7 }), (all, size) => {
        const points = Array.from({ length: Math.ceil(all.length / size) }, (_, i) => {
          const part = all.slice(i * size, (i + 1) * size);
          const value = part.reduce((sum, v) => sum + v, 0) / part.length;
          return { at: at(i), value, low: Math.min(...part), high: Math.max(...part), n: part.length };
        });
        const found = summaryOf({ points });
        expect(found).toMatchObject({ n: all.length, low: Math.min(...all), high: Math.max(...all) });
        expect(found?.mean).toBeCloseTo(all.reduce((sum, v) => sum + v, 0) / all.length, 9);
      }),
    );
    expect(summaryOf({ points: [] })).toBeNull();
    expect(missingSeconds([{ from: at(9), to: at(2) }])).toBe(420);
  });

  it('comes to a limit once for each time it rose to it, or fell to it', () => {
    const points = [1, 6, 7, 2, 6, 1].map((value, i) => point(10 - i, value));
    expect(crossings(points, 'high', 6)).toBe(2);
    expect(crossings(points, 'low', 2)).toBe(3);
    expect(crossings(points, 'high', 8)).toBe(0);
  });

  it('has the range and the end that its address names, and never an end ahead', () => {
    expect([rangeIn('7d'), rangeIn('toString'), rangeIn(undefined)]).toEqual(['7d', '6h', '6h']);
    expect([endIn(at(5), NOW_MS), endIn(at(-5), NOW_MS), endIn('x', NOW_MS)]).toEqual([Date.parse(at(5)), null, null]);
  });
});

describe('the limits of a curve', () => {
  const rule = { id: 'r', priority: 2, nameZh: '阈值' } as AlarmRule;
  const values = (limit: number) => ({ limit, deadBand: 1, onDelaySeconds: 0, offDelaySeconds: 0 });
  const version = (n: number, own: number | null, minutes: number) => ({
    ...{
      sensor: 's',
      rule: 'r',
      version: n,
      own: own === null ? null : values(own),
      source: 'x',
      by: 'a',
      at: at(minutes),
    },
  });

  it('are drawn as they held: by the rule, then by each version, and by the rule again', () => {
    const limits: SensorLimits = {
      limits: [{ rule: 'r', condition: 'high', general: values(15), own: null, version: 2 }],
      versions: [version(2, null, 10), version(1, 9, 30)],
    };
    expect(limitLines([rule], limits, (r) => r.nameZh)).toEqual([
      {
        ...{ id: 'r', name: '阈值', priority: 2 },
        steps: [
          { fromMs: -Infinity, limit: 15 },
          { fromMs: Date.parse(at(30)), limit: 9 },
          { fromMs: Date.parse(at(10)), limit: 15 },
        ],
      },
    ]);
    expect(limitLines([], limits, (r) => r.nameZh)).toEqual([]);
  });

  it('lie over the alarms of the span, each for as long as it was on', () => {
    const alarm = (id: string, raised: number, cleared: number | null) =>
      ({ id, priority: 1, raisedAt: at(raised), clearedAt: cleared === null ? null : at(cleared), state: cleared === null ? 'unacknowledged' : 'normal' }) as AlarmLine; // prettier-ignore
    const span = { fromMs: NOW_MS - 100 * 60_000, toMs: NOW_MS, nowMs: NOW_MS };
    expect(alarmSpans([alarm('on', 25, null), alarm('past', 75, 50), alarm('before', 300, 200)], span)).toEqual([
      { id: 'on', priority: 1, from: 0.75, to: 1 },
      { id: 'past', priority: 1, from: 0.25, to: 0.5 },
    ]);
  });
});
