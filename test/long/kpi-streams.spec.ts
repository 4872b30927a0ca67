import { afterEach, expect, it } from '@jest/globals';
import {
  bootStreams,
  byKey,
  compareLosAngeles,
  expectedOf,
  streamFile,
  type StreamStage,
} from '../support/kpi-streams.js';
import { requires } from '../support/requires.js';

/** What pandas says of Chicago's sanitation complaints (shared/data/expected/kpi.json). */
interface ChicagoExpected {
  rows: number;
  negative_durations: number;
  duplicate_ids: number;
  days_to_close: { n: number; p50: number; p90: number };
  closed_within_7d_pct_of_rows: number;
  by_ward_count: Record<string, number>;
}
const DAY_HOURS = 24;

requires('shared-data')('real streams', () => {
  let stage: StreamStage;
  afterEach(() => stage?.close());

  it('Los Angeles 311 of December 2018 counts as pandas counts it', async () => {
    const districts = Array.from({ length: 15 }, (_, i) => String(i + 1));
    stage = await bootStreams(['la'], districts, 'America/Los_Angeles');
    await compareLosAngeles(stage, 'la', 'la311_2018_dec');
  });

  it('Chicago counts by ward; a request that came twice is one record and two messages', async () => {
    const expected = expectedOf<ChicagoExpected>('chicago311_2000-2012');
    stage = await bootStreams(['chicago'], Object.keys(expected.by_ward_count), 'America/Chicago');
    await stage.importFile('chicago', streamFile('chicago311_sanitation_2000-2012'), 'chicago311.json');
    const total = async (code: string) => (await stage.split(code, 'source', 'chicago')).total;
    const repeats = await total('KPI-04-07');
    expect([repeats.numerator, repeats.denominator]).toEqual([expected.duplicate_ids, expected.rows]);
    const { rows } = await stage.db.query<{ district: string; n: number }>(
      "select district, count(*)::int as n from kpi_event where query = 'messages.received' and source = 'chicago' group by 1",
    );
    expect(Object.fromEntries(rows.filter((r) => r.district !== '-').map((r) => [r.district, r.n]))).toEqual(
      expected.by_ward_count,
    );
    const records = byKey(await stage.split('KPI-01-04', 'district', 'chicago'));
    const wards = Object.values(records).reduce<number>((sum, n) => sum + (n ?? 0), 0);
    const named = Object.values(expected.by_ward_count).reduce((sum, n) => sum + n, 0);
    expect(wards).toBe(named - expected.duplicate_ids);
    expect((await total('KPI-04-08')).numerator).toBe(expected.negative_durations);
    // Of rows there, of records here: the two repeats were closed within 7 days at first, and not by what was said last.
    const within = (await total('KPI-02-09')).numerator as number;
    expect(Math.round((expected.closed_within_7d_pct_of_rows / 100) * expected.rows) - within).toBeLessThanOrEqual(2);
    expect((await total('KPI-03-09')).value).toBe(expected.days_to_close.p50 * DAY_HOURS);
    expect((await total('KPI-03-10')).value).toBe(expected.days_to_close.p90 * DAY_HOURS);
  });
});
