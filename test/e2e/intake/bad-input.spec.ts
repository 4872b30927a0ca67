import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../server/platform/secret.js';
import { bootIntake, type IntakeApp, type IntakeReply } from '../../support/intake.js';
import { pathOf, requires } from '../../support/requires.js';

let app: IntakeApp;
let made = 0;
const item = (more: object = {}) => ({
  ...{ id: `bad-${++made}`, stream: 'incident', type: 'acc.fire', occurredAt: new Date().toISOString(), ...more },
});
const NDJSON = { 'content-type': 'application/x-ndjson' };

beforeAll(async () => {
  app = await bootIntake([{ id: 'desk', streams: ['incident'] }]);
}, 60_000);
afterAll(() => app?.close());

/** The message of a record as it was sent. */
async function rawOf(record: string): Promise<string> {
  const { rows } = await app.db.query<{ raw: Buffer }>('select raw from observation where record = $1', [record]);
  return app.app
    .get(Secret)
    .open(rows[0]?.raw as Buffer)
    .toString('utf8');
}

/** Every refusal is below 500 and every reject is kept. */
async function expectKept(answer: IntakeReply): Promise<void> {
  expect(answer.status).toBeLessThan(500);
  const ids = (answer.body.rejected ?? []).map((r) => r.deadLetterId);
  const { rows } = await app.db.query<{ n: number }>('select count(*)::int as n from dead_letter where id = any ($1)', [
    ids,
  ]);
  expect(rows[0]?.n).toBe(ids.length);
}

describe('bad input', () => {
  it.each([
    [
      'a number beyond a double',
      '{"id":"n1","stream":"incident","type":"t","occurredAt":"2026-01-01T00:00:00Z","attributes":{"a":1e400}}',
    ],
    ['a doubled name', '{"id":"n2","id":"n3","stream":"incident","type":"t","occurredAt":"2026-01-01T00:00:00Z"}'],
    [
      'a name __proto__',
      '{"id":"n4","__proto__":{"a":1},"stream":"incident","type":"t","occurredAt":"2026-01-01T00:00:00Z"}',
    ],
    ['half a surrogate pair', '{"id":"n5\\ud800","stream":"incident","type":"t","occurredAt":"2026-01-01T00:00:00Z"}'],
    ['a bare number', '12'],
    ['null', 'null'],
    ['a list in a list', '[[]]'],
  ])('%s is refused with pointer and dead letter', async (_, body) => {
    const answer = await app.send('desk', body);
    expect(answer.status).toBe(422);
    expect(answer.body.rejected).toHaveLength(1);
    await expectKept(answer);
  });

  it('bytes that are not UTF-8 spoil their line only', async () => {
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(item())}\n`), Buffer.from([0x22, 0xff, 0x22])]);
    const answer = await app.send('desk', body, NDJSON);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ code: 'text/not-utf8' }] });
    await expectKept(answer);
  });

  it('a name __proto__ in the attributes is kept as sent', async () => {
    const { id } = item();
    const body = `{"id":"${id}","stream":"incident","type":"acc.fire","occurredAt":"${new Date().toISOString()}","attributes":{"__proto__":{"x":1}}}`;
    expect((await app.send('desk', body)).body.accepted).toBe(1);
    expect(await rawOf(id)).toBe(body);
  });

  it('a gzip bomb and a body of 100 MB are 413, a broken gzip 400', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect((await app.send('desk', bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await app.send('desk', Buffer.from('no gzip'), { 'content-encoding': 'gzip' })).status).toBe(400);
    const large = await app.send('desk', Buffer.alloc(100 * 1024 * 1024, 0x20)).catch((error: Error) => error);
    if (!(large instanceof Error)) expect(large.status).toBe(413);
  });

  it('text of any script comes back as it was sent', async () => {
    const titles = [
      "Robert'); drop table observation;--",
      '<script>alert(1)</script>',
      '\u202Eevil',
      '𠮷野家 🏙️',
      '=1+1',
      'a\tb\nc\\N',
      '\\.',
      '',
    ];
    const items = titles.map((title) => item({ title, attributes: { title } }));
    expect((await app.send('desk', items)).body.accepted).toBe(titles.length);
    const { rows } = await app.db.query<{ title: string }>(
      `select title from observation where record = any ($1) order by array_position($1, record)`,
      [items.map(({ id }) => id)],
    );
    expect(rows).toEqual(titles.map((title) => ({ title })));
    for (const one of items) expect(await rawOf(one.id)).toBe(JSON.stringify(one));
  });
});

requires('shared-data')('the collections of bad input', () => {
  it('JSONTestSuite: no file is answered by 5xx', async () => {
    const folder = join(pathOf('shared-data'), 'badinput/JSONTestSuite');
    for (const name of readdirSync(folder)) {
      const body = readFileSync(join(folder, name));
      if (body.length === 0) continue;
      for (const headers of [{}, NDJSON, { 'content-type': 'application/cloudevents+json' }])
        await expectKept(await app.send('desk', body, headers));
    }
  }, 120_000);

  it('naughty strings: stored exactly or refused, in every text field', async () => {
    const strings = JSON.parse(readFileSync(join(pathOf('shared-data'), 'badinput/blns.json'), 'utf8')) as string[];
    const items = strings.map((text) => {
      const short = text.slice(0, 40);
      return item({
        title: text.slice(0, 200),
        description: text,
        attributes: { [text]: text },
        reporter: { name: short, phone: short },
        location: { address: text.slice(0, 500) },
        state: { org: short },
      });
    });
    const answer = await app.send('desk', items);
    await expectKept(answer);
    const { rows } = await app.db.query<{ record: string; body: string }>(
      'select record, body from observation where record = any ($1)',
      [items.map(({ id }) => id)],
    );
    const sent = new Map(items.map((one, i) => [one.id, strings[i]]));
    for (const { record, body } of rows) expect(body).toBe(sent.get(record));
    expect(rows.length + answer.body.rejected.length).toBe(strings.length);
  }, 60_000);
});
