import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { SignalRule, type CountRule, type MultiPointRule, type ThresholdRule } from '../../../protocol/signal.js';
import { judgeBacktest } from '../../../server/domain/signals/rules/backtest.rules.js';
import { detectCounts } from '../../../server/domain/signals/rules/count.rules.js';
import type { Detection, Point } from '../../../server/domain/signals/rules/detection.js';
import { detectMultiPoint } from '../../../server/domain/signals/rules/multi-point.rules.js';
import { BUILT_IN_SIGNAL_RULES } from '../../../server/domain/signals/rules/signal-rules.data.js';
import { detectThresholds } from '../../../server/domain/signals/rules/threshold.rules.js';
import { pathOf, requires } from '../../support/requires.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const of = { id: 'rule', nameZh: '规则', nameEn: 'Rule', outcome: ['acc.'], horizonHours: 24 };
const points: MultiPointRule = {
  ...{ ...of, kind: 'multi-point', k: 2, channels: 1, windowMinutes: 60, types: ['acc.'], readings: [], grade: 2 },
};
const at = (minute: number, source: string, channel = 'incident', district = 'A'): Point => ({
  ...{ district, source, channel, atMs: minute * MINUTE, value: null, limit: null },
});
const told = (found: readonly Detection[]) =>
  found.map(
    (d) => `${d.district} ${d.sinceMs / MINUTE}-${d.untilMs / MINUTE} ${d.evidence.map((e) => e.source).join('+')}`,
  );

it('two sources within the window are a signal; later, elsewhere or of too few channels they are none', () => {
  expect(told(detectMultiPoint([at(0, 'x'), at(59, 'y')], points))).toEqual(['A 59-59 x+y']);
  expect(detectMultiPoint([at(0, 'x'), at(60, 'y')], points)).toEqual([]);
  expect(detectMultiPoint([at(0, 'x'), at(1, 'y', 'incident', 'B')], points)).toEqual([]);
  const wide = { ...points, channels: 2 };
  expect(detectMultiPoint([at(0, 'x'), at(1, 'y')], wide)).toEqual([]);
  expect(told(detectMultiPoint([at(0, 'x'), at(1, 'y'), at(2, 'z', 'complaint')], wide))).toEqual(['A 2-2 x+y+z']);
});

it('it is one detection while it goes on, and a new one after it had ended', () => {
  const going = [at(0, 'x'), at(10, 'y'), at(50, 'x'), at(100, 'y')];
  expect(told(detectMultiPoint(going, points))).toEqual(['A 10-100 x+y']);
  expect(told(detectMultiPoint([...going, at(500, 'x'), at(501, 'y')], points))).toEqual([
    'A 10-100 x+y',
    'A 501-501 x+y',
  ]);
});

const anyPoint = fc.record({
  ...{
    minute: fc.nat(600),
    source: fc.constantFrom('x', 'y', 'z', 'w'),
    channel: fc.constantFrom('incident', 'complaint'),
  },
  district: fc.constantFrom('A', 'B'),
});

it('a source that says the same many times never changes the answer, and alone it never is one', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 40 }), fc.integer({ min: 2, max: 4 }), fc.nat(9), (drawn, k, times) => {
      // A source speaks by one way.
      const all = drawn.map(({ minute, source, district }) =>
        at(minute, source, source < 'y' ? 'incident' : 'complaint', district),
      );
      const rule = { ...points, k, channels: 2 };
      const repeated = all.flatMap((point) => Array.from({ length: 1 + times }, () => point));
      expect(told(detectMultiPoint(repeated, rule))).toEqual(told(detectMultiPoint(all, rule)));
      expect(
        detectMultiPoint(
          repeated.filter((p) => p.source === 'x'),
          rule,
        ),
      ).toEqual([]);
    }),
  );
});

it('the worst row holds and names the column, sensor and limit that reached it; gaps reach nothing', () => {
  const rule: ThresholdRule = {
    ...{ ...of, kind: 'threshold' },
    columns: [{ metric: 'rain', hours: 1, fold: 'max' }, { metric: 'pm25', hours: 24, fold: 'mean' }], // prettier-ignore
    rows: [{ grade: 3, atLeast: [20, 115] }, { grade: 1, atLeast: [null, 150] }], // prettier-ignore
  };
  const series = (metric: string, values: readonly (number | null)[]) => ({
    ...{ sensor: `${metric}-1`, metric, district: 'A' },
    hours: values.map((v, i) => ({ endMs: (i + 1) * HOUR, mean: v, sum: v, high: v })),
  });
  const air = series(
    'pm25',
    Array.from({ length: 24 }, (_, i) => (i < 4 ? null : 160)),
  );
  const rain = series(
    'rain',
    Array.from({ length: 24 }, () => 30),
  );
  const [found] = detectThresholds([rain, air], rule);
  expect(found).toMatchObject({ district: 'A', sinceMs: HOUR, untilMs: 24 * HOUR, grade: 1 });
  expect(found?.evidence).toMatchObject([{ source: 'pm25-1', channel: 'sensor:pm25:mean24h', value: 160, limit: 150 }]);
  const gappy = series(
    'pm25',
    Array.from({ length: 24 }, (_, i) => (i < 5 ? null : 160)),
  );
  expect(detectThresholds([gappy], rule)).toEqual([]);
});

it('counts signal on the day that lies above its bound, and not when they are too few to matter', () => {
  const rule: CountRule = {
    ...{ ...of, kind: 'ears', method: 'C2', baseline: 7, minSigma: 0.5, least: 5, types: ['complaint.'], grade: 3 },
  };
  const days = [4, 6, 5, 7, 5, 6, 4, 5, 6, 8, 14, 17].map((n, i) => ({ endMs: i * 24 * HOUR, n }));
  const found = detectCounts([{ district: 'A', days }], rule);
  expect(found.at(-1)).toMatchObject({ untilMs: 11 * 24 * HOUR, evidence: [{ value: 17, channel: 'ears:C2' }] });
  expect(found.at(-1)?.sinceMs).toBe(10 * 24 * HOUR);
  expect(detectCounts([{ district: 'A', days }], { ...rule, least: 18 })).toEqual([]);
});

it('a back-test counts what came after within the horizon, what did not, and what nobody foresaw', () => {
  const found = [10, 100, 200].map((h) => ({
    district: 'A',
    sinceMs: h * HOUR,
    untilMs: h * HOUR,
    grade: 2 as const,
    evidence: [],
  }));
  const happened = [{ district: 'A', atMs: 13 * HOUR }, { district: 'A', atMs: 14 * HOUR }, { district: 'B', atMs: 101 * HOUR }, { district: 'A', atMs: 300 * HOUR }]; // prettier-ignore
  const span = { fromMs: 0, toMs: 336 * HOUR, nowMs: 336 * HOUR, horizonHours: 24 };
  expect(judgeBacktest(found, happened, span)).toMatchObject({
    ...{ days: 14, detections: 3, hits: 1, falseOnes: 2, falsePerWeek: 1, leadMinutes: 180, incidents: 4, missed: 2 },
  });
  expect(judgeBacktest(found, happened, { ...span, toMs: 100 * HOUR }).falsePerWeek).toBeNull();
});

it('the built-in rules are rules', () => {
  for (const rule of BUILT_IN_SIGNAL_RULES) expect(SignalRule.parse(rule)).toEqual(rule);
});

requires('shared-data')('three stations of Beijing, PM2.5 of 150 µg/m³ and more', () => {
  const station = (name: string): Point[] => {
    const text = gunzipSync(readFileSync(join(pathOf('shared-data'), 'sensors', `beijing_${name}_2013-2017.csv.gz`)));
    const rows: Record<string, string>[] = parse(text, { columns: true, to: 24 * 60 });
    return rows.flatMap((row) => {
      const value = Number(row['PM2.5']); // 'NA' is no number, and no number reaches a limit.
      const atMs = Date.UTC(Number(row['year']), Number(row['month']) - 1, Number(row['day']), Number(row['hour']));
      return value >= 150 ? [{ district: 'A', source: name, channel: 'sensor:pm25', atMs, value, limit: 150 }] : [];
    });
  };
  it('two of three within three hours signal; ten repeats of one station do not', () => {
    const rule = { ...points, k: 2, windowMinutes: 180 };
    const [a, b, c] = ['Aotizhongxin', 'Changping', 'Dongsi'].map(station) as [Point[], Point[], Point[]];
    const found = detectMultiPoint([...a, ...b, ...c], rule);
    expect(found.length).toBeGreaterThan(3);
    for (const { evidence } of found) expect(evidence.length).toBeGreaterThanOrEqual(2);
    const repeats = a.flatMap((point) =>
      Array.from({ length: 10 }, (_, i) => ({ ...point, atMs: point.atMs + i * MINUTE })),
    );
    expect(detectMultiPoint(repeats, rule)).toEqual([]);
  });
});
