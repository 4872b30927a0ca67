import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forecast } from '../../../server/domain/forecast/forecast.rules.js';
import { DAYS } from '../../../server/domain/forecast/rhythm.data.js';
import { joined, ownFromOf, seamOf, type DayCount } from '../../../server/domain/forecast/seam.rules.js';
import { addDays } from '../../../server/domain/forecast/series.rules.js';

const [FIRST, LAST, DAYS_KNOWN] = ['2024-01-01', '2026-11-22', 1057];
const day = (i: number) => addDays(FIRST, i);
/** What really happens: a year with a season and weeks with a rhythm. */
const truth = (i: number) => Math.round((60 + 30 * Math.cos((2 * Math.PI * i) / 364)) * (i % 7 < 5 ? 1 : 0.6));
const counted = (from: number, to: number, share = 1): DayCount[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ day: day(from + i), n: Math.round(truth(from + i) * share) }));

/** The service counts `share` of the truth from a day on, of whose hours it was there for some; the aggregates end on another day. */
interface Case {
  ownFrom: number;
  suppliedTo: number;
  share?: number;
  firstDay?: number;
  strays?: DayCount[];
}
const historyOf = ({ ownFrom, suppliedTo, share = 1, firstDay = 1, strays = [] }: Case) => {
  const own = [...strays, ...counted(ownFrom, DAYS_KNOWN - 1, share)];
  const first = own[strays.length];
  if (first) first.n = Math.round(first.n * firstDay);
  const counts = { own, supplied: counted(0, suppliedTo) };
  const counting = { ownFrom: ownFromOf(own, LAST), supplied: { from: FIRST, to: day(suppliedTo) } };
  const seam = seamOf(counts, counting, LAST);
  const series = seam && joined(counts, seam, { counting, to: LAST });
  if (!seam || !series) throw new Error('nothing is known');
  return { seam, series };
};
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** The next month by the history, over what it will really be in the words of the service. */
const monthAhead = (series: { counts: number[] }, share = 1) =>
  sum(forecast(series.counts, 30, DAYS)) / (share * sum(Array.from({ length: 30 }, (_, i) => truth(DAYS_KNOWN + i))));

describe('where the daily aggregates end and counting here begins', () => {
  const seam = fc.record({
    ownFrom: fc.integer({ min: 700, max: DAYS_KNOWN - 60 }),
    overlap: fc.integer({ min: -6, max: 200 }),
    firstDay: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('the same count goes on without a jump and no day is counted twice, wherever they meet and at whatever hour it began', () => {
    fc.assert(
      fc.property(seam, ({ ownFrom, overlap, firstDay }) => {
        const suppliedTo = Math.min(DAYS_KNOWN - 1, ownFrom - 1 + overlap);
        const { seam: met, series } = historyOf({ ownFrom, suppliedTo, firstDay });
        expect(met).toMatchObject({ fit: 'same', factor: 1, began: FIRST });
        expect(series.counts).toHaveLength(DAYS_KNOWN);
        // Days that nobody counted whole are those of the week before: the season moves little in it.
        expect(Math.max(...series.counts.map((n, i) => Math.abs(n - truth(i))))).toBeLessThanOrEqual(8);
        expect(Math.abs(monthAhead(series) - 1)).toBeLessThan(0.06);
      }),
      { numRuns: 40 },
    );
  });

  it('a count that takes in more is linked by the ratio of the two: the month ahead is in the words of the service', () => {
    fc.assert(
      fc.property(seam, fc.double({ min: 0.55, max: 1.9, noNaN: true }), ({ ownFrom, overlap, firstDay }, share) => {
        const suppliedTo = Math.min(DAYS_KNOWN - 1, ownFrom - 1 + overlap);
        const { seam: met, series } = historyOf({ ownFrom, suppliedTo, firstDay, share });
        expect(met.fit).toBe(share > 1.16 || share < 0.86 ? 'linked' : met.fit);
        if (met.fit === 'linked') expect(Math.abs(met.factor / share - 1)).toBeLessThan(0.06);
        expect(Math.abs(monthAhead(series, share) - 1)).toBeLessThan(0.2);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, Case]>([
    ['three times as much as the aggregates ever held', { ownFrom: 950, suppliedTo: 1056, share: 3 }],
    ['a kind that the aggregates do not know', { ownFrom: 950, suppliedTo: 1056, share: 40 }],
    ['aggregates that end eight days before', { ownFrom: 950, suppliedTo: 941 }],
    ['aggregates that end months before', { ownFrom: 950, suppliedTo: 700 }],
  ])('%s: what was before is unknown, and nothing is made of it', (_, given) => {
    const { seam: met, series } = historyOf(given);
    expect(met).toMatchObject({ fit: 'apart', factor: 1, began: day(950) });
    expect(series.counts).toHaveLength(DAYS_KNOWN - 950);
    expect(Math.abs(monthAhead(series, given.share) - 1)).toBeLessThan(0.25);
  });

  it('old records that came late do not move the day from which is counted here', () => {
    const strays = [0, 40, 41, 300, 500].map((i) => ({ day: day(i), n: 3 }));
    const { seam: met, series } = historyOf({ ownFrom: 950, suppliedTo: 1056, strays });
    expect(met).toMatchObject({ fit: 'same', ownFrom: day(950), began: FIRST });
    expect(series.counts.slice(0, 950)).toEqual(Array.from({ length: 950 }, (_, i) => truth(i)));
  });

  it('a year that the aggregates know in part says nothing of the season', () => {
    const from = 950 - 364 - 20;
    const counts = { own: counted(950, DAYS_KNOWN - 1), supplied: counted(from, 955) };
    const counting = { ownFrom: day(950), supplied: { from: day(from), to: day(955) } };
    expect(seamOf(counts, counting, LAST)).toMatchObject({ fit: 'same', began: day(from) });
  });

  it('few events that differ by chance are no other count', () => {
    const rare = (n: number) => [{ day: day(960), n }];
    const counting = { ownFrom: day(950), supplied: { from: FIRST, to: LAST } };
    const seam = (here: number, there: number) =>
      seamOf({ own: rare(here), supplied: rare(there) }, counting, LAST)?.fit;
    expect([seam(3, 9), seam(0, 0), seam(0, 5), seam(63, 210), seam(0, 30)]).toEqual([
      ...['same', 'same', 'same', 'apart', 'apart'],
    ]);
  });

  it('one of them only is taken as it is; nothing at all is no history', () => {
    const own = counted(950, DAYS_KNOWN - 1);
    const nowhere = { own: [], supplied: [] };
    expect(seamOf({ own, supplied: [] }, { ownFrom: day(950), supplied: null }, LAST)).toMatchObject({
      fit: 'alone',
      began: day(950),
    });
    const supplied = { from: FIRST, to: LAST };
    expect(seamOf(nowhere, { ownFrom: null, supplied }, LAST)).toMatchObject({
      fit: 'alone',
      ownFrom: null,
      began: FIRST,
    });
    expect(seamOf(nowhere, { ownFrom: null, supplied: { ...supplied, to: day(900) } }, LAST)).toBeNull();
    expect(seamOf(nowhere, { ownFrom: null, supplied: null }, LAST)).toBeNull();
  });

  it('a town where little happens has a history too: the first day of all', () => {
    const own = [0, 9, 30, 33, 60].map((i) => ({ day: day(i), n: 1 }));
    expect(ownFromOf(own, day(70))).toBe(FIRST);
  });
});
