import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { backtest, type Backtest } from '../../../server/domain/forecast/backtest.rules.js';
import { DAYS, WEEKS, type Rhythm } from '../../../server/domain/forecast/rhythm.data.js';
import { weekly } from '../../../server/domain/forecast/series.rules.js';
import { pathOf, requires } from '../../support/requires.js';
import { ownSeries } from '../../support/series.js';

const HORIZON_DAYS = 28;

/** Days -> counts of one group of rows. */
type Groups = Map<string, Map<string, number>>;

function read(file: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(join(pathOf('shared-data'), 'streams', file))), { columns: true });
}

function add(groups: Groups, group: string, day: string): void {
  const days = groups.get(group) ?? new Map<string, number>();
  groups.set(group, days.set(day, (days.get(day) ?? 0) + 1));
}

function daily(groups: Groups, group: string, from: string, to: string) {
  const days = [...(groups.get(group) ?? [])]
    .map(([day, n]) => ({ day, n }))
    .filter(({ day }) => day >= from && day < to);
  return ownSeries(from, to, days) as NonNullable<ReturnType<typeof ownSeries>>;
}

/** The origin goes from `first` to the end; for speed every sixth day, every week. */
function rolled(counts: readonly number[], first: number, rhythm: Rhythm): Backtest {
  const [horizon, stride] = rhythm === WEEKS ? [HORIZON_DAYS / 7, 1] : [HORIZON_DAYS, 6];
  return backtest(counts, { first, horizon, stride }, rhythm) as Backtest;
}

requires('shared-data')('forecasts of real cities', () => {
  const results = new Map<string, Backtest & { perDay: number }>();

  beforeAll(() => {
    const wards: Groups = new Map();
    for (const { Creation_Date: day = '', Ward: ward } of read('chicago311_sanitation_2000-2012.csv.gz')) {
      add(wards, 'all', day);
      if (Number(ward) > 0) add(wards, `wards ${Math.ceil(Number(ward) / 10)}0`, day);
    }
    for (const group of wards.keys()) {
      const series = daily(wards, group, '2011-01-01', '2013-01-01');
      const weeks = weekly(series);
      const perDay = series.counts.reduce((a, b) => a + b, 0) / series.counts.length;
      results.set(`Chicago ${group} day`, { ...rolled(series.counts, series.counts.length - 184, DAYS), perDay });
      results.set(`Chicago ${group} week`, { ...rolled(weeks.counts, weeks.counts.length - 26, WEEKS), perDay });
    }
    const offenses: Groups = new Map();
    for (const { time = '', offense = '' } of read('houston_crime_2010_jan-apr.csv.gz'))
      add(offenses, offense, time.slice(0, 10));
    for (const offense of offenses.keys()) {
      const { counts } = daily(offenses, offense, '2010-01-01', '2010-05-01');
      const perDay = counts.reduce((a, b) => a + b, 0) / counts.length;
      results.set(`Houston ${offense} day`, { ...rolled(counts, 56, DAYS), perDay });
    }
  }, 60_000);

  const frequent = () => [...results].filter(([, { perDay }]) => perDay >= 5);

  it('miss less than the season before on two of three frequent series at least', () => {
    const won = frequent().filter(([, { skill }]) => (skill ?? 0) > 0);
    expect(won.length / frequent().length).toBeGreaterThanOrEqual(2 / 3);
    expect(frequent().length).toBeGreaterThan(12);
  });

  it('give 80 % intervals that hold 70 to 90 % of what came', () => {
    const table = frequent().map(([name, b]) =>
      [name, b.perDay.toFixed(1), (1 - (b.skill ?? 0)).toFixed(3), b.coverage.toFixed(3)].join(' | '),
    );
    if (process.env['SHOW_FIGURES']) console.log(table.join('\n'));
    const outside = frequent().filter(([, { coverage }]) => coverage < 0.7 || coverage > 0.9);
    expect(outside.map(([name, { coverage }]) => `${name} ${coverage.toFixed(3)}`)).toEqual([]);
  });
});
