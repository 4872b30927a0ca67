import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

let app: IntakeApp;
const now = () => new Date().toISOString();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const item = (id: string, more: object = {}) => ({
  ...{ id, stream: 'incident', type: 'acc.infra.gas_leak', occurredAt: now() },
  ...{ location: { lon: 120.05, lat: 38.75 }, ...more },
});
interface Stored {
  lon: number;
  lat: number;
  flags: string[] | null;
  attributes: { match: { score: number }; crsIn: unknown };
  occurred_at: Date;
  received_at: Date;
  reporter: Buffer;
  raw: Buffer;
}
const stored = async (record: string) =>
  (await app.db.query<Stored>('select * from observation where record = $1 order by id', [record])).rows;
const only = async (record: string) => (await stored(record))[0] as Stored;

beforeAll(async () => {
  app = await bootIntake([
    { id: 'desk', streams: ['incident', 'complaint'] },
    { id: 'iot', streams: ['risk'] },
    { id: 'nameless', streams: ['complaint'], idFrom: 'content' },
  ]);
}, 60_000);
afterAll(() => app?.close());

describe('an accepted item', () => {
  it('is stored when the answer says so, and counted in one fact', async () => {
    const answer = await app.send('desk', item('first', { title: '燃气泄漏', attributes: { b: 1, a: [2] } }));
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, rejected: [] } });
    expect(await only('first')).toMatchObject({
      ...{
        district: '990101',
        placed: 'in',
        counted: true,
        title: '燃气泄漏',
        is_history: false,
        attributes: null,
      },
    });
    const facts = await app.db.query("select fact from journal_entry where type = 'intake.recorded' order by seq");
    const count = { n: 1, open: 0, district: '990101', stream: 'incident', placed: 'in', priority: 1 };
    expect(facts.rows[0].fact).toMatchObject({ source: 'desk', observations: 1, counts: [count] });
  });

  it('outside every district is kept and flagged', async () => {
    await app.send('desk', item('far', { location: { lon: -122.3, lat: 47.6 } }));
    expect(await only('far')).toMatchObject({ district: '-', placed: 'outside', flags: ['outside'] });
  });

  it('with an address only is placed by the gazetteer, with the score', async () => {
    await app.send('desk', item('square', { location: { address: '文昌广场' } }));
    const row = await only('square');
    expect(row).toMatchObject({ placed: 'in', district: '990101', lon: 120.03, flags: ['matched'] });
    expect(row.attributes.match.score).toBeGreaterThan(0.6);
  });

  it('with an unknown address is unlocated', async () => {
    await app.send('desk', item('nowhere', { location: { address: 'zzzz' } }));
    expect(await only('nowhere')).toMatchObject({ placed: 'unlocated', district: '-', h3: null });
  });

  it('in GCJ-02 is stored in WGS-84 with the original kept', async () => {
    await app.send('desk', item('gcj', { location: { lon: 120.05, lat: 38.75, crs: 'gcj02' } }));
    const row = await only('gcj');
    expect(Math.hypot((row.lon - 120.05) * 86.8, (row.lat - 38.75) * 111)).toBeGreaterThan(0.3);
    expect(row.attributes.crsIn).toEqual({ crs: 'gcj02', lon: 120.05, lat: 38.75 });
  });

  it('of an unknown type becomes the other of its stream, with the original kept', async () => {
    await app.send('desk', item('odd', { type: 'UFO' }));
    expect(await only('odd')).toMatchObject({ type: 'incident.other', type_sent: 'UFO', flags: ['type-unknown'] });
  });

  it('from the future is clamped and flagged; older than the live window it is history', async () => {
    await app.send('desk', [item('future', { occurredAt: ago(-600) }), item('old', { occurredAt: ago(600) })]);
    const future = await only('future');
    expect(future.flags).toEqual(['clamped']);
    expect(Math.abs(Number(future.occurred_at) - Number(future.received_at))).toBeLessThan(5000);
    expect(await only('old')).toMatchObject({ is_history: true });
  });

  it('hides its reporter and its raw text', async () => {
    const phone = '13812345678';
    await app.send('desk', item('secret', { reporter: { name: '王', phone } }));
    const row = await only('secret');
    expect(row.reporter.length).toBeGreaterThan(20);
    expect(JSON.stringify(row).includes(phone) || row.raw.includes(phone)).toBe(false);
  });
});

describe('the same id', () => {
  it('with the same content is a duplicate, within a request and across requests', async () => {
    const one = item('twice');
    expect((await app.send('desk', [one, one])).body).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await app.send('desk', one)).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await stored('twice')).toHaveLength(1);
  });

  it('with other content is rejected and kept as a dead letter', async () => {
    await app.send('desk', item('reused', { title: 'a' }));
    const answer = await app.send('desk', item('reused', { title: 'b' }));
    expect(answer.status).toBe(422);
    expect(answer.body.rejected[0]).toMatchObject({ code: 'intake/key-reused', pointer: '/id', id: 'reused' });
    const letters = await app.db.query('select code from dead_letter where id = $1', [
      answer.body.rejected[0]?.deadLetterId,
    ]);
    expect(letters.rows).toEqual([{ code: 'intake/key-reused' }]);
  });

  it('may be left out where the source takes ids from content', async () => {
    const { id: _, ...nameless } = item('x', { stream: 'complaint', type: 'complaint.waste' });
    expect((await app.send('nameless', nameless)).body).toMatchObject({ accepted: 1 });
    expect((await app.send('nameless', nameless)).body).toMatchObject({ duplicates: 1 });
    const { id: __, ...strict } = item('x');
    expect((await app.send('desk', strict)).body.rejected[0]).toMatchObject({
      code: 'intake/id-missing',
      pointer: '/id',
    });
  });
});

it('what became of items, the queue and the groups stand in /metrics', async () => {
  const read = async (line: string) => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(new RegExp(`^${line} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  const of = (outcome: string) => read(`intake_items_total\\{source="desk",outcome="${outcome}"\\}`);
  const all = () => Promise.all(['accepted', 'duplicate', 'rejected'].map(of));
  const [before, groups] = [await all(), await read('intake_commit_seconds_count')];
  const fresh = item('measured');
  await app.send('desk', [fresh, fresh, { ...fresh, id: 'wrong', stream: 'gossip' }]);
  expect(await all()).toEqual(before.map((n) => n + 1));
  expect(await read('intake_commit_seconds_count')).toBe(groups + 1);
  expect(await read('intake_group_rows_count')).toBe(groups + 1);
  expect(await read('intake_queue_items')).toBe(0);
});

describe('a rejected item', () => {
  const cases: [string, object, string, string][] = [
    ['of a foreign stream', { stream: 'risk' }, 'source/stream-not-allowed', '/stream'],
    ['of a type of another stream', { type: 'complaint.waste' }, 'type/wrong-stream', '/type'],
    ['of an unknown district', { district: '110101' }, 'district/unknown', '/district'],
    ['of a drill', { drill: true }, 'intake/drill-not-allowed', '/drill'],
    ['of an impossible day', { occurredAt: '2026-02-30T10:00:00Z' }, 'time/impossible', '/occurredAt'],
    ['of an impossible place', { location: { lon: 181, lat: 0 } }, 'location/impossible', '/location/lon'],
    ['with half a place', { location: { lon: 120 } }, 'location/incomplete', '/location'],
    ['with an unknown field', { colour: 'red' }, 'item/unknown-field', '/colour'],
    ['with a long title', { title: 'x'.repeat(201) }, 'item/too-long', '/title'],
    ['with NUL', { title: 'a\0b' }, 'text/not-storable', '/title'],
    ['with large attributes', { attributes: { a: 'x'.repeat(9000) } }, 'attributes/too-large', '/attributes'],
    [
      'with deep attributes',
      { attributes: JSON.parse('{"a":'.repeat(9) + '1' + '}'.repeat(9)) },
      'attributes/too-deep',
      '/attributes',
    ],
  ];
  it.each(cases)('%s names code and pointer', async (name, more, code, pointer) => {
    const answer = await app.send('desk', [item(`bad ${name}`, more), item(`good beside ${name}`)]);
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code, pointer }] });
  });
});

describe('bodies', () => {
  it('of NDJSON give each line its own fate', async () => {
    const body = `${JSON.stringify(item('line1'))}\n{broken\n\n${JSON.stringify(item('line3'))}\r\n`;
    const answer = await app.send('desk', body, { 'content-type': 'application/x-ndjson' });
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'json/unreadable', pointer: '' }] });
  });

  it('may be gzipped', async () => {
    const body = gzipSync(JSON.stringify([item('zip1'), item('zip2')]));
    expect((await app.send('desk', body, { 'content-encoding': 'gzip' })).body).toMatchObject({ accepted: 2 });
  });

  it('of CloudEvents fill what the data leaves out from the envelope', async () => {
    const event = {
      specversion: '1.0',
      id: 'ce-1',
      source: '/a',
      type: 'acc.fire',
      time: now(),
      data: { title: 'smoke' },
    };
    const single = await app.send('desk', event, { 'content-type': 'application/cloudevents+json' });
    expect(single.body).toMatchObject({ accepted: 1 });
    expect(await only('ce-1')).toMatchObject({ type: 'acc.fire', title: 'smoke', stream: 'incident' });
    const batch = [
      { ...event, id: 'ce-2' },
      { ...event, id: 'ce-3', specversion: '0.3' },
    ];
    const answer = await app.send('desk', batch, { 'content-type': 'application/cloudevents-batch+json' });
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'cloudevent/wrong-version' }] });
  });

  it('that nobody can read are 400 and kept', async () => {
    for (const body of ['[1,', '{"a":1', '[{"a":1}] x', 'nonsense']) {
      const answer = await app.send('desk', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'body/unreadable' } });
    }
    const kept = await app.db.query("select count(*)::int as n from dead_letter where code = 'body/unreadable'");
    expect(kept.rows).toEqual([{ n: 4 }]);
  });

  it('of more than 10,000 items are 413, of other types 415, without a key 401', async () => {
    expect((await app.send('desk', `[${'1,'.repeat(10_000)}1]`)).status).toBe(413);
    expect((await app.send('desk', 'a', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await app.send('desk', item('x'), { authorization: '' })).status).toBe(401);
  });

  it('nested 200,000 deep are refused at once', async () => {
    const answer = await app.send('desk', '['.repeat(200_000) + ']'.repeat(200_000));
    expect(answer.status).toBe(422);
    expect(answer.body.rejected[0]).toMatchObject({ code: 'json/too-deep' });
  });
});

describe('readings', () => {
  const reading = (value: number, more: object = {}) => ({
    ...{ stream: 'risk', type: 'risk.gas', occurredAt: '2026-11-22T00:00:00Z' },
    reading: { sensor: 'CH4-1', value, ...more },
  });
  it('are stored once per sensor and time; another value is rejected', async () => {
    expect((await app.send('iot', [reading(1), reading(1)])).body).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await app.send('iot', reading(1))).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await app.send('iot', reading(2))).body.rejected[0]).toMatchObject({ code: 'intake/key-reused' });
    const { rows } = await app.db.query('select sensor, value from reading');
    expect(rows).toEqual([{ sensor: 'CH4-1', value: 1 }]);
  });

  it('of unknown and foreign sensors and in other units are rejected', async () => {
    const sent = [reading(1, { sensor: 'none' }), reading(1, { sensor: 'CH4-9' }), reading(1, { unit: 'cm' })];
    const codes = (await app.send('iot', sent)).body.rejected.map((r) => r.code);
    expect(codes).toEqual(['intake/unknown-sensor', 'intake/foreign-sensor', 'reading/wrong-unit']);
  });
});
