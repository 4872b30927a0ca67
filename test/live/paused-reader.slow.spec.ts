import type { Socket as NetSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomOf } from '../../simulator/random.js';
import { BUILT_IN_CATALOGUE } from '../../server/city/catalogue/catalogue.data.js';
import { makeSource, post, signIn, type Client } from '../support/client.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { connectLive, type LiveReader } from '../support/live-client.js';
import { freePort, startService, type ServiceProcess } from '../support/service.js';

const PASSWORD = 'paused-reader-demo-1';
const MIB = 1024 * 1024;
const PAUSED = 10;
/** What a reader that sleeps may cost the service. @source issue A, acceptance 8 */
const MOST_MIB = 5;
/** What a reader that takes everything is sent meanwhile: what a sleeping one would cost that is sent all the same. */
const SENT_MIB = 20;
/** The service's own ping ends the connection after 10 to 20 s. */
const ASLEEP_MS = 7000;
const ITEMS = 2000;
const FIRST_ROUNDS = 4;
/** Each answer is a snapshot; a socket may ask ten times a second. */
const ASK_EVERY_MS = 150;

let database: TestDatabase;
let service: ServiceProcess;
let operator: Client;
let key = '';
let probe = '';

beforeAll(async () => {
  database = await freshDatabase();
  const port = String(await freePort());
  service = await startService({
    ...{ DATABASE_URL: database.url, CITY_DEMO: '1', CITY_PROFILE: join(process.cwd(), 'simulator', 'lanchuan') },
    ...{ DEMO_PASSWORD: PASSWORD, HEAP_PROBE_PORT: port },
    NODE_OPTIONS: `--import ${resolve('test/support/heap-probe.mjs')}`,
  });
  probe = `http://127.0.0.1:${port}`;
  operator = await signIn(service.url, 'operator', PASSWORD);
  key = await makeSource(await signIn(service.url, 'admin', PASSWORD), {
    id: 'crowd',
    streams: ['incident', 'complaint'],
  });
}, 90_000);
afterAll(async () => {
  await service?.kill('SIGTERM');
  await database?.drop();
}, 30_000);

/** MiB that the service holds after a forced collection; twice, because the first lets finalisers run. */
const held = async () => {
  await fetch(probe);
  const { heapUsed, external } = (await (await fetch(probe)).json()) as NodeJS.MemoryUsage;
  return (heapUsed + external) / MIB;
};
const wireOf = (reader: LiveReader) =>
  (reader.socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws._socket;
const metric = async (name: string) => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
async function watching(): Promise<LiveReader> {
  const reader = await connectLive(service.url, { cookie: operator.cookie });
  for (const channel of ['situation', 'risk-map', 'intake-health'] as const) await reader.watch(channel);
  await eventually(
    () => reader.states.size,
    (n) => n === 3,
  );
  return reader;
}

/** Sends records of all kinds and places: the state and each frame have thousands of cells. */
async function send(round: number): Promise<void> {
  const random = randomOf(round, 'paused');
  const types = BUILT_IN_CATALOGUE.filter(({ stream }) => stream !== 'risk');
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const { code, stream } = random.pick(types);
    const location = { lon: random.between(119.5, 120.2), lat: random.between(38.6, 38.9) };
    const at = new Date(Date.now() - random.between(0, 50) * 60_000).toISOString();
    const priority = 1 + Math.floor(random.next() * 4);
    return { id: `p${round}-${n}`, stream, type: code, priority, occurredAt: at, location, state: { status: 'open' } };
  });
  expect((await post(service.url, key, items)).status).toBe(200);
}

it(`a reader that sleeps costs less than ${MOST_MIB} MB, even if it asks for more; others get all`, async () => {
  for (let round = 0; round < FIRST_ROUNDS; round++) await send(round);
  const awake = await watching();
  const asleep = await Promise.all(Array.from({ length: PAUSED }, watching));
  let bytes = 0;
  wireOf(awake).on('data', (chunk: Buffer) => (bytes += chunk.length));
  const wires = asleep.map(wireOf);
  for (const wire of wires) wire.pause();
  const asking = setInterval(() => {
    for (const { socket } of [awake, ...asleep]) socket.emit('watch', { channel: 'situation' });
  }, ASK_EVERY_MS);
  const end = Date.now() + ASLEEP_MS;
  for (let round = FIRST_ROUNDS; Date.now() < end; round++) await Promise.all([send(round), wait(1000)]);
  clearInterval(asking);
  // What the last second's work left behind is not what a reader costs.
  await wait(1000);
  const during = await held();
  for (const wire of wires) wire.destroy();
  await eventually(
    () => metric('live_sockets'),
    (n) => n === 1,
    10_000,
  );
  const after = await held();
  const each = (during - after) / PAUSED;
  console.log(`a sleeping reader: ${each.toFixed(2)} MiB, where one awake was sent ${Math.round(bytes / MIB)} MiB`);
  expect(bytes / MIB).toBeGreaterThan(SENT_MIB);
  expect(each).toBeLessThan(MOST_MIB);
  awake.socket.close();
}, 120_000);
