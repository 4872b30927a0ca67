import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { dump } from '../../../server/platform/backup/dump.js';
import { makeSource, signIn, type Client } from '../../support/client.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { connectLive, type LiveReader } from '../../support/live-client.js';
import { findPlanted, namesOf, phonesOf } from '../../support/planted.js';
import { makeDataDir, startService, type ServiceProcess } from '../../support/service.js';

const PASSWORD = 'planted-demo-2026';
const N = 1000;
const REPORTERS = phonesOf(1, N);
const PAYLOAD = [2, 3, 4].map((series) => phonesOf(series, N)) as [string[], string[], string[]];
const NAMES = namesOf(N);
const SPOKEN = phonesOf(5, N);
const REFUSED = phonesOf(6, 40);
/** Must be found nowhere. */
const HIDDEN = new Set([...REPORTERS, ...PAYLOAD.flat(), ...NAMES, ...REFUSED]);
/** Must be masked wherever text is shown. */
const MASKED = new Set([...SPOKEN, ...REFUSED]);
const parts = (phone: string) => [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)];
const SPELLINGS: ((phone: string) => string)[] = [
  (phone) => phone,
  (phone) => parts(phone).join(' '),
  (phone) => parts(phone).join('-'),
  (phone) => parts(phone).join('.'),
  (phone) => `+86 ${phone}`,
  (phone) => phone.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (phone) => parts(phone).join('\u200b'),
];
const said = (i: number) =>
  `请回电${(SPELLINGS[i % SPELLINGS.length] as (p: string) => string)(SPOKEN[i] as string)}，谢谢`;

let database: TestDatabase;
let service: ServiceProcess;
let key: string;
const folder = makeDataDir();
const clients: Record<string, Client> = {};
const readers: LiveReader[] = [];
let socketBytes = '';

function planted(i: number): object {
  return {
    id: `planted-${i}`,
    stream: 'incident',
    type: 'incident.other',
    occurredAt: new Date().toISOString(),
    district: '990101',
    location: { address: `滨江路 ${PAYLOAD[0][i]}` },
    [i % 2 === 0 ? 'title' : 'description']: said(i),
    reporter: { name: NAMES[i], phone: REPORTERS[i] },
    attributes: { caller: PAYLOAD[1][i], deep: { tel: [Number(PAYLOAD[2][i])], [`${NAMES[i]}`]: 1 } },
    state: { result: said(i) },
  };
}

/** Refused in eight ways, each with a number where a message about it could quote it. */
function refused(phone: string, i: number): string {
  const good = { ...planted(i), id: `refused-${i}`, title: `电话 ${phone}` };
  const ways: (() => string)[] = [
    () => JSON.stringify({ ...good, [phone]: 1 }),
    () => JSON.stringify({ ...good, attributes: { [phone]: JSON.parse('['.repeat(9) + ']'.repeat(9)) } }),
    () => JSON.stringify({ ...good, district: phone }),
    () => JSON.stringify({ ...good, occurredAt: phone }),
    () => JSON.stringify({ ...good, title: [phone] }),
    () => JSON.stringify(good).slice(0, -1) + `,"call":${phone}z}`,
    () => `${phone} 请回电`,
    () => JSON.stringify({ ...good, id: `planted-${i}` }),
  ];
  return (ways[i % ways.length] as () => string)();
}

async function send(body: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${service.url}/api/v1/intake/observations`, { method: 'POST', headers, body });
  await answer.text();
  return answer.status;
}

async function listen(username: string): Promise<void> {
  const client = clients[username] as Client;
  const reader = await connectLive(service.url, { cookie: client.cookie });
  reader.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => (socketBytes += `${String(data)}\n`));
  for (const channel of ['situation', 'risk-map', 'intake-health'] as const) await reader.watch(channel);
  readers.push(reader);
}

const text = async (who: string, path: string, accept = 'application/json') => {
  const { url, cookie } = clients[who] as Client;
  const answer = await fetch(url + path, { headers: { cookie, accept } });
  expect(`${path} ${answer.status}`).toBe(`${path} 200`);
  return answer.text();
};

/** The district in which the duty officer may reveal. */
async function addDistrict(): Promise<void> {
  const db = new pg.Client(database.url);
  await db.connect();
  await db.query(`insert into area (code, level, name_zh, name_en) values ('990101', 'district', '锦渡区', 'Jindu')`);
  await db.end();
}

beforeAll(async () => {
  database = await freshDatabase();
  await addDistrict();
  service = await startService({
    ...{ DATABASE_URL: database.url, CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'trace' },
  });
  for (const name of ['operator', 'display', 'admin', 'duty', 'auditor', 'leader'])
    clients[name] = await signIn(service.url, name, PASSWORD);
  key = await makeSource(clients['admin'] as Client, { id: 'planted', streams: ['incident'] });
  for (const name of ['operator', 'display']) await listen(name);
  // Sent twice: duplicates say no more than the first.
  const all = Array.from({ length: N }, (_, i) => JSON.stringify(planted(i))).join('\n');
  expect(await send(all)).toBe(200);
  expect(await send(all)).toBe(200);
  expect(await send(REFUSED.map(refused).join('\n'))).toBe(422);
  await eventually(
    () => readers.map((reader) => reader.patches.length),
    (counts) => counts.every((n) => n > 1),
    20_000,
  );
}, 120_000);
afterAll(async () => {
  for (const { socket } of readers) socket.close();
  await service?.kill('SIGTERM');
  await database?.drop();
}, 60_000);

describe('personal data planted in reporters and payloads', () => {
  it('the search finds what is there, so that finding nothing means something', async () => {
    const [first] = (
      JSON.parse(await text('duty', '/api/v1/rows?query=observations.total')) as { rows: { id: string }[] }
    ).rows;
    const raw = await text('duty', `/api/v1/observations/${first?.id}/raw?reason=群众来电回访`);
    expect(findPlanted(raw, HIDDEN)).toHaveLength(5);
    expect(findPlanted(`\\x${Buffer.from(`a${REPORTERS[7]}`).toString('hex')}`, HIDDEN)).toEqual([REPORTERS[7]]);
  });

  it('is nowhere in a backup', async () => {
    const file = join(folder, 'city.cbb');
    const rows = await dump(database.url, file);
    expect(rows['observation']).toBe(N);
    expect(rows['dead_letter']).toBe(REFUSED.length);
    const saved = gunzipSync(readFileSync(file)).toString('latin1');
    expect(saved).toContain('planted-999');
    expect(findPlanted(Buffer.from(saved, 'latin1').toString('utf8'), HIDDEN)).toEqual([]);
  });

  it('is in no byte that the sockets of an operator and a display got', () => {
    expect(socketBytes).toContain('"planted"');
    expect(findPlanted(socketBytes, new Set([...HIDDEN, ...MASKED]))).toEqual([]);
  });
});

describe('phones said in titles, descriptions and results', () => {
  const EXPORTS = ['application/json', 'text/csv', 'application/geo+json'];
  it.each(['operator', 'leader', 'auditor', 'duty', 'display'])(
    '%s gets them masked in rows and exports',
    async (who) => {
      let shown = '';
      for (const accept of EXPORTS) shown += await text(who, '/api/v1/rows?query=observations.total&limit=500', accept);
      shown += await text(who, '/api/v1/rows?query=observations.open&limit=500');
      expect(findPlanted(shown, new Set([...HIDDEN, ...MASKED]))).toEqual([]);
      expect(shown).toContain('planted-998');
      // A display gets no text at all.
      expect(shown.includes(`请回电${SPOKEN[998]?.slice(0, 3)}****${SPOKEN[998]?.slice(-4)}`)).toBe(who !== 'display');
    },
  );

  it('are masked in the course of a record, title and description', async () => {
    const { rows } = JSON.parse(await text('operator', '/api/v1/rows?query=observations.total&limit=14')) as {
      rows: { id: string }[];
    };
    for (const { id } of rows) {
      const course = await text('operator', `/api/v1/observations/${id}`);
      expect(course).toMatch(/请回电(\+86 )?1\d\d\*{4}\d{4}/);
      expect(findPlanted(course, new Set([...HIDDEN, ...MASKED]))).toEqual([]);
    }
  });

  it('are masked in the list, the rows and the texts of dead letters', async () => {
    const list = await text('admin', '/api/v1/intake/dead-letters?limit=500');
    const { items } = JSON.parse(list) as { items: { id: string }[] };
    expect(items).toHaveLength(REFUSED.length);
    let shown = list;
    for (const accept of EXPORTS)
      shown += await text('admin', '/api/v1/rows?query=dead-letters.waiting&limit=500', accept);
    for (const { id } of items.slice(0, 16)) shown += await text('admin', `/api/v1/intake/dead-letters/${id}`);
    expect(findPlanted(shown, new Set([...REPORTERS, ...PAYLOAD.flat(), ...MASKED]))).toEqual([]);
  });
});

// Last, so that everything above has left its lines.
describe('the log at its most talkative', () => {
  it('holds none of it', () => {
    const logged = service.output();
    expect(logged.length).toBeGreaterThan(1000);
    expect(findPlanted(logged, new Set([...HIDDEN, ...MASKED]))).toEqual([]);
  });
});
