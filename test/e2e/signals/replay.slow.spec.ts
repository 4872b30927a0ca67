import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import type { SensorGrades } from '../../../protocol/grading.js';
import type { SignalRuleView, Signals } from '../../../protocol/signal.js';
import { iaqi, rainGrade } from '../../../server/domain/signals/grading/grading.rules.js';
import { hashSecret } from '../../../server/identity/token.js';
import { followed } from '../../support/alarms.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signedIn, type Caller } from '../../support/caller.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { PASSWORD } from '../../support/incidents.js';
import { pathOf, requires } from '../../support/requires.js';

const HOUR = 3_600_000;
const DAYS = 10;
const DEMO = join('simulator', 'lanchuan');
/** Sensors of the replay, each with the file and column that it plays. */
const SERIES = [
  ['chengdu-pm', 'pm25', 'chengdu_pm25_weather_2010-2015', 'PM_US Post'],
  ['shanghai-pm', 'pm25', 'shanghai_pm25_weather_2010-2015', 'PM_US Post'],
  ['aotizhongxin', 'pm25', 'beijing_Aotizhongxin_2013-2017', 'PM2.5'],
  ['changping', 'pm25', 'beijing_Changping_2013-2017', 'PM2.5'],
  ['dongsi', 'pm25', 'beijing_Dongsi_2013-2017', 'PM2.5'],
  ['chengdu-rain', 'rain', 'chengdu_pm25_weather_2010-2015', 'precipitation'],
  ['shanghai-rain', 'rain', 'shanghai_pm25_weather_2010-2015', 'precipitation'],
] as const;
const LIMIT = 150;

type Hours = (number | null)[];

/** All hours of a series, gaps as null. Every file has a line for every hour and begins at midnight. */
function hoursOf(file: string, column: string): Hours {
  const text = gunzipSync(readFileSync(join(pathOf('shared-data'), 'sensors', `${file}.csv.gz`)));
  const rows: Record<string, string>[] = parse(text, { columns: true });
  return rows.map((row) => (row[column] === 'NA' || row[column] === '' ? null : Number(row[column])));
}

/** Where the first ten days begin (in days) that hold one with too few hours to be graded, and one of polluted air or rain worth the name. */
function tellingDay(all: Hours, metric: 'pm25' | 'rain'): number {
  const days = Array.from({ length: Math.floor(all.length / 24) }, (_, i) => there(all.slice(i * 24, i * 24 + 24)));
  const isWorth = (day: readonly number[]) =>
    day.length >= 20 && day.reduce((a, b) => a + b, 0) > (metric === 'pm25' ? LIMIT * 24 : 10);
  return days.findIndex((_, i) => {
    const ten = days.slice(i, i + DAYS);
    return ten.some((day) => day.length > 0 && day.length < 20) && ten.some(isWorth);
  });
}

function there(hours: Hours): number[] {
  return hours.flatMap((value) => value ?? []);
}

requires('shared-data')('real air and rain, replayed through the service', () => {
  let app: TestApp;
  let database: TestDatabase;
  let db: pg.Pool;
  let operator: Caller;
  let key: string;
  let startMs: number;
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-replay-'));
  const played = new Map<string, Hours>();

  beforeAll(async () => {
    for (const file of ['city.json', 'districts.geojson']) cpSync(join(DEMO, file), join(folder, file));
    const { features } = JSON.parse(readFileSync(join(DEMO, 'districts.geojson'), 'utf8')) as {
      features: { properties: { center: [number, number] } }[];
    };
    const [lon, lat] = features[0]?.properties.center ?? [0, 0];
    const source = { id: 'air', name: '环境监测', nameEn: 'Air', streams: ['risk'], expectEverySeconds: 3600 };
    writeFileSync(join(folder, 'sources.json'), JSON.stringify([source]));
    const sensors = SERIES.map(([id, metric]) => ({
      ...{ id, metric, unit: metric === 'rain' ? 'mm/h' : 'µg/m³', name: id, nameEn: id, source: 'air', lon, lat },
      ...{ expectEverySeconds: 3600, rangeLow: 0, rangeHigh: 2000 },
    }));
    writeFileSync(join(folder, 'sensors.json'), JSON.stringify(sensors));
    const rule = {
      ...{
        id: 'pm25-high',
        condition: 'high',
        level: '150',
        metric: 'pm25',
        nameZh: '重污染',
        nameEn: 'Heavy pollution',
      },
      ...{
        cause: 'air',
        causeZh: '空气',
        causeEn: 'Air',
        actionZh: '提示',
        actionEn: 'Advise',
        limit: LIMIT,
        deadBand: 5,
      },
      ...{ onDelaySeconds: 0, offDelaySeconds: 60, priority: 3, suppressedBy: [], source: '测试' },
    };
    writeFileSync(join(folder, 'alarm-rules.json'), JSON.stringify([rule]));
    database = await freshDatabase();
    const env = { CITY_PROFILE: folder, CITY_TZ: 'Asia/Shanghai', CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
    app = await bootApp({ database, env });
    db = new pg.Pool({ connectionString: database.url, max: 2 });
    db.on('error', () => undefined);
    const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
    await db.query('insert into source_key (id, source, secret_hash) values ($1, $2, $3)', [
      id,
      'air',
      hashSecret(secret),
    ]);
    key = `cb_${id}_${secret}`;
    operator = await signedIn(app.url, 'operator', PASSWORD);
    // The days before today, by the city's clock: Shanghai is eight hours ahead of UTC all year.
    const today = Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
    startMs = today - DAYS * 24 * HOUR;
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await db?.end();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = async (readings: readonly { sensor: string; atMs: number; value: number }[]) => {
    const items = readings.map(({ sensor, atMs, value }) => ({
      ...{ id: `${sensor}-${atMs}`, stream: 'risk', type: 'risk.other', occurredAt: new Date(atMs).toISOString() },
      reading: { sensor, value },
    }));
    const answer = await fetch(`${app.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(items),
    });
    expect(await answer.json()).toMatchObject({ accepted: items.length, rejected: [] });
    await followed(db);
  };
  const gradesOf = async (sensor: string) => {
    const [from, to] = [startMs, startMs + DAYS * 24 * HOUR].map((ms) => new Date(ms).toISOString());
    return (await operator.json<SensorGrades>('GET', `/api/v1/sensors/${sensor}/grades?from=${from}&to=${to}`)).body;
  };

  it('means of 24 hours are those of the series, graded; gaps are gaps; nothing alarms because data are missing', async () => {
    const starts = new Map<string, number>();
    for (const [sensor, metric, file, column] of SERIES) {
      const all = hoursOf(file, column);
      // The stations of Beijing are played from one and the same day.
      const place = `${file.split('_')[0]} ${metric}`;
      const from = starts.get(place) ?? tellingDay(all, metric);
      starts.set(place, from);
      const values = all.slice(from * 24, (from + DAYS) * 24);
      expect(values).toHaveLength(DAYS * 24);
      played.set(sensor, values);
      const readings = values.flatMap((value, i) =>
        value === null ? [] : [{ sensor, atMs: startMs + i * HOUR + HOUR / 2, value }],
      );
      await send(readings);
    }
    const grades: SensorGrades['days'][number]['grade'][] = [];
    for (const [sensor, metric] of SERIES) {
      const values = played.get(sensor) ?? [];
      const { hours, rolling, days } = await gradesOf(sensor);
      expect(hours.map((hour) => hour.value)).toEqual(values);
      const spans = [
        ...days.map((day, i) => ({ day, from: i * 24 })),
        ...rolling.slice(23).map((day, i) => ({ day, from: i })),
      ];
      for (const { day, from } of spans) {
        const told = there(values.slice(from, from + 24));
        const sum = told.reduce((a, b) => a + b, 0);
        expect(day.hours).toBe(told.length);
        if (told.length < 20) expect(day).toMatchObject({ value: null, iaqi: null, grade: null });
        else if (metric === 'rain') expect([day.value, day.grade]).toEqual([expect.closeTo(sum, 6), rainGrade(sum)]);
        else
          expect([day.value, day.iaqi]).toEqual([
            expect.closeTo(sum / told.length, 6),
            iaqi('pm25', sum / told.length),
          ]);
      }
      grades.push(...days.map((day) => day.grade));
    }
    // Bad air, rain and days without a grade: all of them were there.
    expect(grades).toEqual(expect.arrayContaining([null, 'good', 'moderate', 'heavy', 'none', 'light']));
    const { rows } = await db.query<{ condition: string; n: number }>(
      "select card ->> 'condition' as condition, count(*)::int as n from alarm_card where (card ->> 'value') is null group by 1",
    );
    expect(rows.filter(({ condition }) => condition !== 'no-data' && condition !== 'feed-interrupted')).toEqual([]);
  }, 120_000);

  it('two of three stations of Beijing within the window signal, ten repeats of one do not', async () => {
    const rule = {
      ...{ id: 'air-points', kind: 'multi-point', nameZh: '多站同高', nameEn: 'Stations agree', outcome: ['env.'] },
      ...{ horizonHours: 24, k: 2, channels: 1, windowMinutes: 180, types: [], grade: 2 },
      readings: [{ metric: 'pm25', atLeast: LIMIT }],
    };
    // Tells that the rules have run: they are taken in the order of their names.
    const control = {
      ...rule,
      ...{ id: 'rules-have-run', channels: 2, readings: [...rule.readings, { metric: 'rain', atLeast: 0 }] },
    };
    const put = (id: string, path: string, body: object, method = 'POST') =>
      operator.json<SignalRuleView>(method, `/api/v1/signal-rules/${id}${path}`, body);
    const tried: (SignalRuleView['backtest'] | undefined)[] = [];
    for (const each of [rule, control]) {
      expect((await put(each.id, '', each, 'PUT')).status).toBe(200);
      tried.push((await put(each.id, '/backtests', {})).body.backtest);
      expect((await put(each.id, '/switch', { live: true })).body.state).toBe('live');
    }
    // The past that was just replayed is what it is tried on: its span is said, and stations that agree are found.
    expect(tried[0]?.days).toBeGreaterThan(DAYS - 1);
    expect(tried[0]?.detections).toBeGreaterThan(0);

    const high = (sensor: string) => Math.max(...there(played.get(sensor) ?? []));
    const nowMs = Date.now();
    const value = high('aotizhongxin');
    expect(value).toBeGreaterThanOrEqual(LIMIT);
    const repeats = Array.from({ length: 10 }, (_, i) => ({
      sensor: 'aotizhongxin',
      atMs: nowMs - (i + 1) * 60_000,
      value,
    }));
    await send([...repeats, { sensor: 'chengdu-rain', atMs: nowMs - 60_000, value: 0 }]);
    const waiting = async () =>
      (await operator.json<Signals>('GET', '/api/v1/signals?state=waiting')).body.items.map((s) => s.rule).sort();
    await eventually(waiting, (rules) => rules.length > 0, 20_000);
    expect(await waiting()).toEqual(['rules-have-run']);

    await send([{ sensor: 'dongsi', atMs: nowMs - 30_000, value: high('dongsi') }]);
    await eventually(waiting, (rules) => rules.length === 2, 20_000);
    const { items } = (await operator.json<Signals>('GET', '/api/v1/signals?state=waiting')).body;
    const signal = items.find((item) => item.rule === 'air-points');
    expect(signal?.evidence.map((e) => [e.source, e.n])).toEqual([
      ['aotizhongxin', 10],
      ['dongsi', 1],
    ]);
  }, 120_000);
});
