import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@jest/globals';
import type { KpiSplit } from '../../protocol/kpi.js';
import { rounded } from '../../protocol/kpi-value.js';
import { emptyCity } from '../../server/city/city-rows.js';
import { snapshotOf } from '../../server/city/city-snapshot.rules.js';
import { CityStore } from '../../server/city/city.store.js';
import { signIn, type Client } from './client.js';
import { eventually } from './eventually.js';
import { bootIntake, type IntakeApp } from './intake.js';
import { pathOf } from './requires.js';

const run = promisify(execFile);
const PASSWORD = 'kpi-streams-2026';

/** Real files in a city of codes alone: the council districts of Los Angeles or the wards of Chicago. */
export interface StreamStage extends IntakeApp {
  /** Imports a file as `npm run import` does, and waits until indicators have counted it. Answers its summary. */
  importFile(source: string, file: string, map: string): Promise<string>;
  /** An indicator over all time, of one source; closing by the time that passed, or by the city's clock. */
  split(code: string, by: string, source: string, lengths?: 'passed' | 'clock'): Promise<KpiSplit>;
}

/** Boots the service for sources of complaints. `districts`: codes without boundaries. */
export async function bootStreams(sources: string[], districts: readonly string[], zone: string): Promise<StreamStage> {
  const seeds = sources.map((id) => ({ id, streams: ['complaint' as const] }));
  const app = await bootIntake(seeds, { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_TZ: zone });
  const store = app.app.get(CityStore);
  const { rows } = store.current;
  const none = { parent: null, center: null, population: null, geometry: null };
  const areas = districts.map((code) => ({ code, level: 'district' as const, nameZh: code, nameEn: code, ...none }));
  store.replace(snapshotOf({ ...emptyCity(), types: rows.types, sources: rows.sources, areas, version: rows.version }));
  const leader: Client = await signIn(app.url, 'leader', PASSWORD);
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-kpi-'));
  const importFile = async (source: string, file: string, map: string) => {
    const args = [
      '--import',
      resolve('test/support/register.mjs'),
      resolve('cli/import.ts'),
      file,
      '--map',
      resolve('maps', map),
    ];
    const options = ['--source', source, '--url', app.url, '--key', app.keys[source] as string];
    const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' };
    const { stdout } = await run(process.execPath, [...args, ...options], { env });
    const counted = `select (select seq from reader where name = 'kpi') >= max(seq) as done from journal_entry where type = 'intake.recorded'`;
    await eventually(
      async () => (await app.db.query<{ done: boolean }>(counted)).rows[0]?.done,
      (done) => done === true,
      120_000,
    );
    return stdout;
  };
  const split = async (code: string, by: string, source: string, lengths: 'passed' | 'clock' = 'passed') => {
    const query = new URLSearchParams({ by, source, lengths, from: '1999-01-01', to: '2026-01-01' });
    return (await (await leader.get(`/api/v1/kpis/${code}/values?${query.toString()}`)).json()) as KpiSplit;
  };
  return { ...app, importFile, split };
}

/** What pandas says of Los Angeles 311 (shared/data/expected/kpi.json). */
interface LaExpected {
  rows: number;
  closed: number;
  negative_durations: number;
  duplicate_SRNumber: number;
  hours_to_close_nonnegative: { n: number; p50: number; p90: number };
  closed_within_24h_pct_of_rows: number;
  closed_within_120h_pct_of_rows: number;
  by_type_count: Record<string, number>;
  by_source: Record<string, number>;
  by_cd: Record<string, number>;
  by_type_p50_hours_nonneg: Record<string, number>;
}

/** The independent answers (pandas) for a file of the shared data. */
export function expectedOf<T>(name: string): T {
  const path = join(pathOf('shared-data'), 'expected/kpi.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as Record<string, T>)[name] as T;
}

/** Path of a file of real records. */
export function streamFile(name: string): string {
  return join(pathOf('shared-data'), 'streams', `${name}.csv.gz`);
}

/** Figures of a split by key; '-' is where nothing is known. */
export function byKey({ values }: KpiSplit): Record<string, number | null> {
  return Object.fromEntries(values.filter((v) => v.key !== '-').map((v) => [v.key, v.value.value]));
}

/** Imports a file of Los Angeles 311 and holds every figure against what pandas says. */
export async function compareLosAngeles(stage: StreamStage, source: string, name: string): Promise<void> {
  const expected = expectedOf<LaExpected>(name);
  const summary = await stage.importFile(source, streamFile(name), 'la311-districts.json');
  expect(summary).toContain(`rows ${expected.rows}`);
  const total = async (code: string) => (await stage.split(code, 'source', source)).total;
  const repeated = (await total('KPI-04-07')).numerator;
  expect(repeated).toBe(expected.duplicate_SRNumber);
  expect((await total('KPI-01-04')).value).toBe(expected.rows - expected.duplicate_SRNumber);
  expect(byKey(await stage.split('KPI-01-04', 'category', source))).toEqual(expected.by_type_count);
  expect(byKey(await stage.split('KPI-01-04', 'channel', source))).toEqual(expected.by_source);
  expect(byKey(await stage.split('KPI-01-04', 'district', source))).toEqual(expected.by_cd);
  expect((await total('KPI-04-08')).numerator).toBe(expected.negative_durations);
  expect((await total('KPI-02-10')).numerator).toBe(expected.closed);
  expect((await total('KPI-02-07')).numerator).toBe(Math.round(expected.closed_within_24h_pct_of_rows * 100));
  expect((await total('KPI-02-08')).numerator).toBe(Math.round(expected.closed_within_120h_pct_of_rows * 100));
  const hours = expected.hours_to_close_nonnegative;
  // pandas takes differences of clock times, and so does `clock`.
  const byClock = async (code: string, by: string) => stage.split(code, by, source, 'clock');
  const [median, p90] = [(await byClock('KPI-03-09', 'source')).total, (await byClock('KPI-03-10', 'source')).total];
  expect(median.denominator).toBe(hours.n);
  expect([median, p90].map((v) => rounded((v.numerator as number) / 3600, 4))).toEqual([hours.p50, hours.p90]);
  for (const { key, value } of (await byClock('KPI-03-09', 'category')).values) {
    const wanted = expected.by_type_p50_hours_nonneg[key] as number;
    expect({ key, h: rounded((value.numerator as number) / 3600, 3) }).toEqual({ key, h: wanted });
  }
  // What passed differs by the hour of a change of the clocks at most, and for cases over it only.
  for (const code of ['KPI-03-09', 'KPI-03-10']) {
    const [passed, clock] = [await total(code), (await byClock(code, 'source')).total];
    expect(Math.abs((passed.numerator as number) - (clock.numerator as number))).toBeLessThanOrEqual(3600);
  }
}
