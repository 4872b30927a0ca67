import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { IntakeAnswer } from '../../protocol/observation.js';
import { BUILT_IN_CATALOGUE } from '../../server/city/catalogue/catalogue.data.js';
import { BUILT_IN_CALENDARS } from '../../server/city/clocks/service-calendars.data.js';
import { BUILT_IN_LIMITS } from '../../server/city/clocks/time-limits.data.js';
import { emptyCity, type AreaRow, type CityRows, type PlaceRow, type SensorRow } from '../../server/city/city-rows.js';
import { snapshotOf } from '../../server/city/city-snapshot.rules.js';
import { Secret } from '../../server/platform/secret.js';
import { hashSecret } from '../../server/identity/token.js';
import { bootApp, type TestApp } from './app.js';
import { freshDatabase } from './database.js';

/** A source to exist before the service boots. */
export interface SeedSource {
  id: string;
  streams: ('incident' | 'complaint' | 'risk')[];
  idFrom?: 'message' | 'content';
}

export interface IntakeReply {
  status: number;
  body: IntakeAnswer & { code?: string; errors?: { pointer: string; code: string }[] };
  headers: Headers;
}

export interface IntakeApp extends TestApp {
  /** Source id -> its key. */
  keys: Record<string, string>;
  db: pg.Pool;
  /** Posts a body with the key of a source. */
  send(source: string, body: unknown, headers?: Record<string, string>): Promise<IntakeReply>;
}

/**
 * Boots the service with sources and keys in a small city: two square districts (990101: lon 120.0-120.1, 990102: 120.1-120.2,
 * lat 38.7-38.8), the place 文昌广场 in the first, and the sensor CH4-1 (%LEL) of each source `iot`.
 */
export async function bootIntake(sources: SeedSource[], env: Record<string, string> = {}): Promise<IntakeApp> {
  const database = await freshDatabase();
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on('error', () => undefined);
  const keys: Record<string, string> = {};
  for (const source of sources) keys[source.id] = await seed(db, source);
  const app = await bootApp({ database, env });
  const { CityStore } = await import('../../server/city/city.store.js');
  const store = app.app.get(CityStore);
  // With the version of the tables, so that the service sees no reason to read them again.
  store.replace(snapshotOf({ ...smallCity(sources), version: store.current.rows.version }));
  const send = async (source: string, body: unknown, headers: Record<string, string> = {}): Promise<IntakeReply> => {
    const answer = await fetch(`${app.url}/api/v1/intake/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys[source]}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? (body as string) : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as IntakeReply['body'], headers: answer.headers };
  };
  const close = async (): Promise<void> => {
    await app.close();
    await db.end();
    await database.drop();
  };
  return { ...app, keys, db, send, close };
}

/** Reference data of the small test city. */
export function smallCity(sources: readonly SeedSource[]): CityRows {
  return {
    ...emptyCity(),
    areas: [district('990101', 120.0), district('990102', 120.1)],
    places: [place('文昌广场', 120.03, 38.73)],
    types: [...BUILT_IN_CATALOGUE],
    calendars: [...BUILT_IN_CALENDARS],
    limits: [...BUILT_IN_LIMITS],
    sources: sources.map(({ id, streams, idFrom = 'message' }) => ({
      ...{ id, nameZh: id, nameEn: id, streams, idFrom, expectEverySeconds: null, retired: false, demo: false },
    })),
    sensors: [sensor('CH4-1', 'iot'), sensor('CH4-2', 'iot'), sensor('CH4-9', 'other')],
  };
}

async function seed(db: pg.Pool, { id, streams, idFrom }: SeedSource): Promise<string> {
  await db.query('insert into source (id, name_zh, name_en, streams, id_from) values ($1, $1, $1, $2, $3)', [
    ...[id, streams, idFrom ?? 'message'],
  ]);
  const [keyId, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  const row = [keyId, id, hashSecret(secret)];
  await db.query('insert into source_key (id, source, secret_hash) values ($1, $2, $3)', row);
  return `cb_${keyId}_${secret}`;
}

function district(code: string, west: number): AreaRow {
  const east = west + 0.1;
  const ring = [
    ...[[west, 38.7] as [number, number], [east, 38.7] as [number, number], [east, 38.8] as [number, number]],
    ...[[west, 38.8] as [number, number], [west, 38.7] as [number, number]],
  ];
  return {
    ...{ code, level: 'district', nameZh: code, nameEn: code, parent: null, population: null },
    center: [west + 0.05, 38.75],
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

function place(name: string, lon: number, lat: number): PlaceRow {
  return { kind: 'square', name, nameFolded: name, street: null, district: '990101', lon, lat };
}

function sensor(id: string, source: string): SensorRow {
  return {
    ...{ id, metric: 'ch4', unit: '%LEL', nameZh: id, nameEn: id, source, lon: null, lat: null, district: '990101' },
    ...{ expectEverySeconds: 60, low: null, high: null, ownerZh: null, ownerEn: null, place: null },
    ...{ rangeLow: null, rangeHigh: null, frozenAfterSeconds: null, calibratedOn: null, calibrateEveryDays: null },
  };
}

/** What dead letters hold, opened, in no order. */
export async function openLetters(app: IntakeApp, letters: readonly string[]): Promise<Buffer[]> {
  const { rows } = await app.db.query<{ raw: Buffer }>('select raw from dead_letter where id = any ($1)', [letters]);
  return rows.map(({ raw }) => app.app.get(Secret).open(raw));
}
