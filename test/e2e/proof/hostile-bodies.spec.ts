import { readFileSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeSource, signIn } from '../../support/client.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startService, type ServiceProcess } from '../../support/service.js';

const MIB = 1024 * 1024;
const HUNDRED_MB = 100 * MIB;
const DEEP = 200_000;
const ADMIN_PASSWORD = 'hostile-admin-password-1';
/** Clock ticks of /proc a second. */
const TICKS = 100;

let database: TestDatabase;
let service: ServiceProcess;
let key: string;

beforeAll(async () => {
  database = await freshDatabase();
  service = await startService({ DATABASE_URL: database.url, CITY_DEMO: '0', ADMIN_PASSWORD });
  key = await makeSource(await signIn(service.url, 'admin', ADMIN_PASSWORD), { id: 'hostile', streams: ['incident'] });
  // Warm: what is measured is the body, not the first use of the code.
  for (let n = 0; n < 20; n++) await post('[]');
}, 90_000);
afterAll(async () => {
  expect(service.output()).not.toMatch(/uncaught|unhandled|FATAL|heap/i);
  await service?.kill('SIGTERM');
  await database?.drop();
}, 60_000);

const headersOf = (more: Record<string, string>) => ({
  ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
});

async function post(body: string | Buffer, more: Record<string, string> = {}) {
  const url = `${service.url}/api/v1/intake/observations`;
  const answer = await fetch(url, { method: 'POST', headers: headersOf(more), body: body as string });
  return { status: answer.status, body: (await answer.json()) as { code?: string; rejected?: { code: string }[] } };
}

/** Processor time of the service so far, seconds. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${service.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Highest resident memory of the service since the last call of `forgetPeak`, MiB. */
const peakMib = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1024;
const rssMib = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1024;
const forgetPeak = () => writeFileSync(`/proc/${service.pid}/clear_refs`, '5');

interface Upload {
  status: number;
  code: string;
  /** Whether the service ended the connection by itself. */
  closed: boolean;
}

/** Sends 100 MB and goes on sending whatever is answered, until all is sent or the connection is gone. */
async function upload(more: Record<string, string>): Promise<Upload> {
  const sending = request(`${service.url}/api/v1/intake/observations`, { method: 'POST', headers: headersOf(more) });
  let closed = false;
  let sent = 0;
  sending.on('close', () => (closed = true)).on('error', () => (closed = true));
  const answered = new Promise<{ status: number; text: string }>((resolve) =>
    sending.on('response', (answer: IncomingMessage) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', () => undefined);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    }),
  );
  const chunk = Buffer.alloc(MIB, 0x20);
  while (sent < HUNDRED_MB && !closed && !sending.destroyed) {
    sent += chunk.length;
    if (!sending.write(chunk)) await Promise.race([once(sending, 'drain'), once(sending, 'close')]);
  }
  const { status, text } = await answered;
  await eventually(() => closed || sending.destroyed || (sending.socket?.destroyed ?? true), Boolean, 5000);
  sending.destroy();
  return { status, code: (JSON.parse(text) as { code: string }).code, closed };
}

const once = (emitter: NodeJS.EventEmitter, name: string) => new Promise((resolve) => emitter.once(name, resolve));

describe('a hundred megabytes', () => {
  it.each([
    ['announced', { 'content-length': String(HUNDRED_MB) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
    ['in chunks of NDJSON', { 'transfer-encoding': 'chunked', 'content-type': 'application/x-ndjson' }],
  ])('%s are 413, the connection is ended and memory stays flat', async (_, headers) => {
    forgetPeak();
    const before = rssMib();
    const { status, code, closed } = await upload(headers);
    const grewMib = peakMib() - before;
    expect([status, code, closed]).toEqual([413, 'body/too-large', true]);
    expect(grewMib).toBeLessThan(80);
    expect((await post('[]')).status).toBeLessThan(500);
  });

  it('that gzip makes of 128 MiB are 413, and memory stays flat', async () => {
    const bomb = gzipSync(Buffer.alloc(128 * MIB, 0x20), { level: 9 });
    expect(bomb.length).toBeLessThan(MIB);
    forgetPeak();
    const before = rssMib();
    const answer = await post(bomb, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.code]).toEqual([413, 'body/too-large']);
    expect(peakMib() - before).toBeLessThan(80);
  });
});

describe(`nesting ${DEEP} deep`, () => {
  const good =
    '{"id":"deep","stream":"incident","type":"incident.other","occurredAt":"2026-11-22T00:00:00Z","attributes":';
  const lists = '['.repeat(DEEP) + ']'.repeat(DEEP);
  const objects = '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP);
  it.each([
    ['lists', lists, 422],
    ['objects', objects, 422],
    ['lists left open', '['.repeat(DEEP), 400],
    ['objects left open', '{"a":'.repeat(DEEP), 422],
    ['an attribute', `${good}{"v":${lists}}}`, 422],
    ['in a batch', `[${good}${objects}},1]`, 422],
  ])('%s cost less than a second of processor and are kept', async (_, body, status) => {
    const before = cpuSeconds();
    const answer = await post(body);
    expect(cpuSeconds() - before).toBeLessThan(1);
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.rejected?.[0]?.code).toBe('json/too-deep');
  });
});
