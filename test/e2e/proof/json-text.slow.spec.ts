import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootIntake, openLetters, type IntakeApp, type IntakeReply } from '../../support/intake.js';
import { pathOf, requires } from '../../support/requires.js';

/** Of an unreadable body so much is kept. */
const KEPT = 256 * 1024;
const NDJSON = { 'content-type': 'application/x-ndjson' };
const OWN_JSON = [
  ...[
    '',
    ' ',
    '\n',
    '{',
    '}',
    '"',
    '[,]',
    '{"a"}',
    "{'a':1}",
    '[1,]',
    'NaN',
    'undefined',
    '\ufeff{}',
    '{"a":1}{"b":2}',
  ],
  ...['[1e99999]', '{"a":"\\ud800"}', '{"a":1,"a":2}', '// no\n{}', '\u2028', '{"\\u0000":1}'],
];
let app: IntakeApp;
let made = 0;
const item = (more: object = {}) => ({
  ...{ id: `text-${++made}`, stream: 'incident', type: 'acc.fire', occurredAt: new Date().toISOString(), ...more },
});

beforeAll(async () => {
  app = await bootIntake([{ id: 'desk', streams: ['incident'] }]);
}, 60_000);
afterAll(() => app?.close(), 60_000);

/** Below 500; every reject has code, pointer and a dead letter whose bytes are those that were sent. */
async function expectKept(body: Buffer, answer: IntakeReply): Promise<void> {
  expect(answer.status).toBeLessThan(500);
  const { rejected = [], code, errors } = answer.body;
  for (const reject of rejected) {
    expect(reject.code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    expect(reject.pointer).toMatch(/^(\/|$)/);
  }
  const kept = await openLetters(
    app,
    rejected.map(({ deadLetterId }) => deadLetterId),
  );
  expect(kept).toHaveLength(rejected.length);
  for (const bytes of kept) expect(body.includes(bytes)).toBe(true);
  if (code !== 'body/unreadable') return;
  expect(errors?.[0]?.pointer).toBe('');
  const [letter] = /[0-9a-f-]{36}/.exec((answer.body as unknown as { detail: string }).detail) ?? [];
  expect(await openLetters(app, [letter as string])).toEqual([body.subarray(0, KEPT)]);
}

/** Sends text that may be no JSON as a whole body, as the value of an attribute and as a line between two good ones. */
async function sendThrice(sent: Buffer): Promise<{ whole: number; wrapped: number }> {
  const whole = await app.send('desk', sent);
  await expectKept(sent, whole);
  const [before] = JSON.stringify(item({ attributes: { v: '@' } })).split('"@"') as [string];
  const inside = Buffer.concat([Buffer.from(before), sent, Buffer.from('}}')]);
  const wrapped = await app.send('desk', inside);
  await expectKept(inside, wrapped);
  const good = () => Buffer.from(`\n${JSON.stringify(item())}\n`);
  const between = Buffer.concat([good(), sent, good()]);
  const line = await app.send('desk', between, NDJSON);
  await expectKept(between, line);
  expect(line.body.accepted).toBeGreaterThanOrEqual(2);
  return { whole: whole.status, wrapped: wrapped.status };
}

describe('text that is no JSON, or no item', () => {
  it('of our own: never 5xx, kept byte for byte, and the lines beside it are taken', async () => {
    for (const text of OWN_JSON) {
      const { wrapped, whole } = await sendThrice(Buffer.from(text));
      expect([text, whole, wrapped]).toEqual([text, expect.any(Number), expect.any(Number)]);
      expect(whole).toBeGreaterThanOrEqual(400);
    }
  }, 60_000);

  it('in GBK and with a byte order mark is refused by name and kept', async () => {
    const gbk = Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xb9, 0xab, 0xb0, 0xb2]), Buffer.from('"}')]);
    await sendThrice(gbk);
    expect((await app.send('desk', gbk, NDJSON)).body.rejected[0]).toMatchObject({
      code: 'text/not-utf8',
      pointer: '',
    });
    const marked = Buffer.from(`\ufeff${JSON.stringify(item())}`);
    expect((await app.send('desk', marked)).body).toMatchObject({ code: 'body/unreadable' });
  });
});

requires('shared-data')('JSONTestSuite', () => {
  it('every file, whole, wrapped and as a line: valid JSON alone gets past the parser', async () => {
    const folder = join(pathOf('shared-data'), 'badinput/JSONTestSuite');
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(names.length).toBeGreaterThan(150);
    const queue = [...names];
    const work = async (): Promise<void> => {
      for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        const { wrapped } = await sendThrice(readFileSync(join(folder, name)));
        if (name.startsWith('n_')) expect(`${name} ${wrapped}`).toMatch(/ (400|422)$/);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  }, 180_000);
});
