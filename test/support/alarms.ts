import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { AlarmCard } from '../../protocol/alarm.js';
import type { LiveAlarms } from '../../protocol/live/alarms.js';
import type { IntakeAnswer } from '../../protocol/observation.js';
import { hashSecret } from '../../server/identity/token.js';
import { bootApp, type TestApp } from './app.js';
import { Caller, signedIn } from './caller.js';
import { freshDatabase } from './database.js';
import { eventually } from './eventually.js';
import { PASSWORD } from './incidents.js';

/** A sensor of the stage. */
export interface StageSensor {
  id: string;
  metric: 'ch4' | 'level' | 'rain';
  lon: number;
  lat: number;
  source?: 'iot-gas' | 'iot-water' | 'iot-rain';
  frozenAfterSeconds?: number;
}

export type StageValue = readonly [sensor: string, secondsAgo: number, value: number, quality?: string];

export interface AlarmStage extends TestApp {
  db: pg.Pool;
  as(username: string): Promise<Caller>;
  /** Sends values of sensors, each so many seconds ago, through the intake; answers when the alarms have followed. All must be accepted. */
  measure(source: string, values: readonly StageValue[]): Promise<void>;
  /** Sends them whatever becomes of them. */
  send(source: string, values: readonly StageValue[]): Promise<IntakeAnswer>;
  /** Alarms of a sensor, the oldest first. */
  alarms(subject: string): Promise<AlarmCard[]>;
  live(username?: string): Promise<LiveAlarms>;
}

const DEMO = join('simulator', 'lanchuan');
const UNIT = { ch4: '%LEL', level: 'cm', rain: 'mm/h' };
const SOURCE = { ch4: 'iot-gas', level: 'iot-water', rain: 'iot-rain' };

/** The demo city's districts, sources and alarm rules with sensors of one's own. Districts as of its profile. */
export async function bootAlarms(
  sensors: readonly StageSensor[],
  env: Record<string, string> = {},
): Promise<AlarmStage> {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-alarms-'));
  for (const file of ['city.json', 'districts.geojson', 'sources.json', 'alarm-rules.json'])
    cpSync(join(DEMO, file), join(folder, file));
  writeFileSync(join(folder, 'sensors.json'), JSON.stringify(sensors.map(profileSensor)));
  const database = await freshDatabase();
  const settings = { CITY_PROFILE: folder, CITY_TZ: 'Asia/Shanghai', CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
  const app = await bootApp({ database, env: { ...settings, ...env } });
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on('error', () => undefined);
  const keys = new Map<string, string>();
  for (const source of Object.values(SOURCE)) keys.set(source, await keyOf(db, source));
  const callers = new Map<string, Promise<Caller>>();
  const as = (username: string): Promise<Caller> => {
    const known = callers.get(username) ?? signedIn(app.url, username, PASSWORD);
    callers.set(username, known);
    return known;
  };
  const send: AlarmStage['send'] = async (source, values) => {
    const answer = await fetch(`${app.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.get(source)}`, 'content-type': 'application/json' },
      body: JSON.stringify(values.map(itemOf)),
    });
    const body = (await answer.json()) as IntakeAnswer;
    await followed(db);
    return body;
  };
  return {
    ...{ ...app, db, as, send },
    measure: async (source, values) => {
      const body = await send(source, values);
      if (body.accepted !== values.length) throw new Error(`not accepted: ${JSON.stringify(body).slice(0, 400)}`);
    },
    alarms: async (subject) => {
      const { rows } = await db.query<{ card: AlarmCard }>(
        'select c.card from alarm a join alarm_card c on c.id = a.id where a.subject = $1 order by a.raised_at, a.id',
        [subject],
      );
      return rows.map((row) => row.card);
    },
    live: async (username = 'operator') =>
      (await (await as(username)).json<LiveAlarms>('GET', '/api/v1/alarms-live')).body,
    close: async () => {
      await app.close();
      await db.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Points within the nine districts of the demo city, by their codes in order. */
export function districtPoints(): { code: string; lon: number; lat: number }[] {
  const { features } = JSON.parse(readFileSync(join(DEMO, 'districts.geojson'), 'utf8')) as {
    features: { properties: { code: string; center: [number, number] } }[];
  };
  return features
    .map(({ properties: { code, center } }) => ({ code, lon: center[0], lat: center[1] }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Waits until the reactor of alarms has read all that is in the journal. */
export async function followed(db: pg.Pool): Promise<void> {
  await eventually(
    async () =>
      (
        await db.query<{ behind: number }>(
          `select (coalesce((select max(seq) from journal_entry where type in ('intake.recorded', 'intake.rejected')), 0)
             - coalesce((select seq from reader where name = 'alarms'), 0))::int as behind`,
        )
      ).rows[0]?.behind ?? 1,
    (behind) => behind <= 0,
    20_000,
  );
}

function profileSensor({ id, metric, lon, lat, source, frozenAfterSeconds }: StageSensor) {
  return {
    ...{ id, metric, unit: UNIT[metric], name: `${id} 号`, nameEn: `No. ${id}`, source: source ?? SOURCE[metric] },
    ...{ lon, lat, expectEverySeconds: 60, rangeLow: 0, rangeHigh: metric === 'ch4' ? 100 : 500 },
    ...(frozenAfterSeconds && { frozenAfterSeconds }),
  };
}

function itemOf([sensor, secondsAgo, value, quality]: StageValue) {
  const occurredAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
  return {
    ...{ id: randomBytes(8).toString('hex'), stream: 'risk', type: 'risk.other', occurredAt },
    reading: { sensor, value, ...(quality !== undefined && { quality }) },
  };
}

async function keyOf(db: pg.Pool, source: string): Promise<string> {
  const [keyId, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  await db.query('insert into source_key (id, source, secret_hash) values ($1, $2, $3)', [
    ...[keyId, source, hashSecret(secret)],
  ]);
  return `cb_${keyId}_${secret}`;
}
