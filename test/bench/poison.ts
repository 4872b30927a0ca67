/**
 * npm run bench:poison [-- --short]: how long good readings take until they are stored, with and without five bad messages beside every
 * ninety-five, over MQTT and over HTTP, in rounds turn and turn about.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import pg from 'pg';
import { hashSecret } from '../../server/identity/token.js';
import { openBroker } from '../support/broker.js';
import { startDurable } from '../support/durable-cluster.js';
import { median } from './intake.stage.js';
import { numbersOf } from './snapshot.data.js';

/** @source acceptance 8 of issue C */
const WANTED = 1.1;
const SENSORS = 200;
const GOOD_A_REQUEST = 95;
const BAD_A_REQUEST = 5;
const isShort = process.argv.includes('--short');
const shape = isShort ? { rounds: 1, requests: 5 } : { rounds: 7, requests: 60 };
/** A request over HTTP, or as many messages over MQTT, so often: about a thousand readings a second. */
const EVERY_MS = 100;

type Transport = 'mqtt' | 'http';
interface Round {
  transport: Transport;
  isPoisoned: boolean;
  delays: number[];
}

const cluster = await startDurable();
const broker = await openBroker();
const dataDir = mkdtempSync(join(tmpdir(), 'city-brain-bench-'));
Object.assign(process.env, {
  ...{ DATABASE_URL: cluster.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', CITY_DEMO: '1' },
  ...{ DEMO_PASSWORD: 'bench-poison-demo', MQTT_URL: broker.url },
});
const { loadConfig } = await import('../../server/platform/config.js');
const { createService } = await import('../../server/service.js');
const db = new pg.Client(cluster.url);
await db.connect();
await (await start()).close();
const key = await addSensors();
const app = await start();
const device = await connectAsync(broker.url, { clientId: 'bench-device' });
const sent = { good: 0, bad: 0 };
try {
  while (broker.connections() < 2) await wait(EVERY_MS);
  // The first round is not counted: it finds the service cold.
  const rounds: Round[] = [];
  for (let n = 0; n <= shape.rounds; n++)
    for (const transport of ['mqtt', 'http'] as const)
      for (const isPoisoned of n % 2 === 0 ? [false, true] : [true, false])
        rounds.push(await runRound(transport, isPoisoned));
  print(rounds.slice(4), await lost());
} finally {
  await device.endAsync(true);
  await app.close();
  await db.end();
  await broker.close();
  await cluster.remove();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function start() {
  const service = await createService(loadConfig());
  await service.listen(0, '127.0.0.1');
  return { url: (await service.getUrl()).replace('[::1]', '127.0.0.1'), close: () => service.close() };
}

/** Sensors of a source, and the key that is written where keys are kept. */
async function addSensors(): Promise<string> {
  const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  await db.query("insert into source (id, name_zh, name_en, streams) values ('bench', 'bench', 'bench', '{risk}')");
  await db.query("insert into source_key (id, source, secret_hash) values ($1, 'bench', $2)", [id, hashSecret(secret)]);
  await db.query(
    `insert into sensor (id, metric, unit, name_zh, name_en, source)
     select 's' || n, 'ch4', '%LEL', 's' || n, 's' || n, 'bench' from generate_series(0, $1::int - 1) n`,
    [SENSORS],
  );
  return `cb_${id}_${secret}`;
}

/** Sends its requests at their pace and waits until every good reading is stored. */
async function runRound(transport: Transport, isPoisoned: boolean): Promise<Round> {
  const startMs = Date.now();
  const before = sent.good;
  const pending: Promise<unknown>[] = [];
  for (let n = 0; n < shape.requests; n++) {
    await wait(Math.max(0, startMs + n * EVERY_MS - Date.now()));
    pending.push((transport === 'mqtt' ? publish : request)(n, isPoisoned));
  }
  await Promise.all(pending);
  const good = sent.good - before;
  let delays = await delaysSince(startMs);
  for (let tries = 0; delays.length < good && tries < 100; tries++) {
    await wait(EVERY_MS);
    delays = await delaysSince(startMs);
  }
  await wait(EVERY_MS);
  return { transport, isPoisoned, delays };
}

/** Time from sending to the journal entry of the commit, ms: both clocks are this machine's. */
async function delaysSince(ms: number): Promise<number[]> {
  const { rows } = await db.query<{ ms: number }>(
    `select (extract(epoch from j.at - r.at) * 1000)::float8 as ms from reading r join journal_entry j on j.batch = r.batch
     where r.at >= to_timestamp($1::float8 / 1000) and j.type = 'intake.recorded'`,
    [ms],
  );
  return rows.map((row) => row.ms);
}

async function publish(n: number, isPoisoned: boolean): Promise<void> {
  const goods = Array.from({ length: GOOD_A_REQUEST }, (_, i) => {
    const { sensor, value, at } = readingOf(n, i);
    return device.publishAsync(`in/bench/sensors/${sensor}`, JSON.stringify({ value, at }), { qos: 1 });
  });
  const bads = isPoisoned ? poison(n).map((text) => device.publishAsync('in/bench', text, { qos: 1 })) : [];
  sent.good += goods.length;
  sent.bad += bads.length;
  await Promise.all([...goods, ...bads]);
}

async function request(n: number, isPoisoned: boolean): Promise<void> {
  const goods = Array.from({ length: GOOD_A_REQUEST }, (_, i) => {
    const { sensor, value, at } = readingOf(n, i);
    const reading = { sensor, value };
    return JSON.stringify({ id: `${at}-${sensor}`, stream: 'risk', type: 'risk.other', occurredAt: at, reading });
  });
  const bads = isPoisoned ? poison(n) : [];
  sent.good += goods.length;
  sent.bad += bads.length;
  const answer = await fetch(`${app.url}/api/v1/intake/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: [...goods, ...bads].join('\n'),
  });
  const wanted = isPoisoned ? 207 : 200;
  if (answer.status !== wanted) throw new Error(`${answer.status} ${await answer.text()}`);
}

/** One sensor after the other: a sensor is not asked twice in a millisecond. */
function readingOf(n: number, i: number) {
  const sensor = `s${(n * GOOD_A_REQUEST + i) % SENSORS}`;
  return { sensor, value: (i % 40) / 10, at: new Date().toISOString() };
}

/** One of each kind: text that is no JSON, a wrong type, a place that is none, a time that is none, a sensor that nobody knows. */
function poison(n: number): string[] {
  const item = { id: `bad-${sent.bad}-${n}`, stream: 'risk', type: 'risk.other', occurredAt: new Date().toISOString() };
  return [
    `{"id": "${item.id}`,
    JSON.stringify({ ...item, stream: 7 }),
    JSON.stringify({ ...item, location: { lon: 999, lat: 38 } }),
    JSON.stringify({ ...item, occurredAt: 'yesterday' }),
    JSON.stringify({ ...item, reading: { sensor: 'nobody', value: 1 } }),
  ].slice(0, BAD_A_REQUEST);
}

/** Good readings that are not stored, and bad messages that no dead letter keeps. */
async function lost() {
  const { rows } = await db.query<{ readings: number; letters: number }>(
    `select (select count(*)::int from reading) as readings, (select count(*)::int from dead_letter) as letters`,
  );
  const { readings = 0, letters = 0 } = rows[0] ?? {};
  return { good: sent.good - readings, bad: Math.max(0, sent.bad - letters) };
}

function print(rounds: readonly Round[], missing: Awaited<ReturnType<typeof lost>>): void {
  const medianOf = (transport: Transport, isPoisoned: boolean, p: 'p50' | 'p95') =>
    median(
      rounds
        .filter((round) => round.transport === transport && round.isPoisoned === isPoisoned)
        .map(({ delays }) => numbersOf(delays)[p]),
    );
  const of = (transport: Transport) => {
    const [clean, poisoned] = [medianOf(transport, false, 'p50'), medianOf(transport, true, 'p50')];
    const p95 = { clean: medianOf(transport, false, 'p95'), poisoned: medianOf(transport, true, 'p95') };
    return { cleanMs: clean, poisonedMs: poisoned, ratio: Math.round((poisoned / clean) * 100) / 100, p95 };
  };
  const [mqtt, http] = [of('mqtt'), of('http')];
  console.table([
    { what: 'MQTT: good messages beside 5 % poison, delay p50', measured: mqtt.ratio, wanted: `<= ${WANTED}` },
    { what: 'HTTP: good messages beside 5 % poison, delay p50', measured: http.ratio, wanted: `<= ${WANTED}` },
    { what: 'good readings lost', measured: missing.good, wanted: 0 },
    { what: 'bad messages that no dead letter keeps', measured: missing.bad, wanted: 0 },
  ]);
  const load = loadavg().map((value) => Math.round(value * 100) / 100);
  console.log(JSON.stringify({ bench: 'poison', short: isShort, mqtt, http, sent, lost: missing, load }));
}
