import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Handover, Handovers } from '../../../protocol/handover.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Rows } from '../../../protocol/rows.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
let one: Handover;
beforeAll(async () => {
  // In the night shift; two minutes of the city pass in a second.
  app = await bootIncidents({ CITY_CLOCK: '2026-11-22T02:00:00+08:00@120' });
}, 60_000);
afterAll(() => app?.close());

type Answer = { status: number; body: Handover & Problem };
const act = async (username: string, verb: 'POST' | 'PUT', path: string, body: object): Promise<Answer> => {
  const answer = await (await app.as(username)).json<Answer['body']>(verb, `/api/v1/handovers${path}`, body);
  if (answer.status < 300) one = answer.body;
  return answer;
};
const version = () => ({ version: one.version });
const totalOf = (id: string) => one.facts.figures.find((f) => f.id === id)?.total;

it('the running shift is drafted with figures, each of which opens exactly the rows it counts', async () => {
  const now = new Date(Date.parse('2026-11-22T01:59:00+08:00')).toISOString();
  const grave = await app.open('grid', {
    type: 'acc.infra.gas_leak',
    priority: 1,
    occurredAt: now,
    title: '燃气泄漏，致电 13812345678',
  });
  await app.open('grid', { type: 'env.exposed_garbage', occurredAt: now });
  await app.act('duty', `${grave.id}/grades`, { level: 2, reason: '定级' });
  await eventually(
    async () => (await app.db.query('select from report_task')).rowCount,
    (n) => n === 3,
    10_000,
  );

  expect((await act('operator', 'POST', '', {})).status).toBe(201);
  expect(one).toMatchObject({ state: 'draft', shift: { id: 'night' }, from: '2026-11-21T12:00:00.000Z' });
  expect(['open', 'urgent', 'graded', 'reports'].map(totalOf)).toEqual([2, 1, 1, 3]);
  expect(one.mustName).toEqual([grave.no]);
  const listed = one.facts.lists.find((l) => l.id === 'urgent')?.rows[0];
  expect(listed).toMatchObject({ no: grave.no, title: '燃气泄漏，致电 138****5678' });

  // What happens afterwards does not change what the figures open.
  await app.open('grid', { type: 'env.dirty_road', occurredAt: now });
  await app.act('operator', `${grave.id}/moves`, { command: 'accept' });
  const operator = await app.as('operator');
  for (const figure of one.facts.figures) {
    const rows = await operator.json<Rows>('GET', `/api/v1/rows?${figure.query}`);
    expect(`${figure.id} ${rows.status} ${rows.body.total}`).toBe(`${figure.id} 200 ${figure.total}`);
  }
  const again = await act('duty', 'POST', '', {});
  expect(again.body.id).toBe(one.id);
});

it('is handed over by one and accepted by another, who names what nobody has taken; then it stays for ever', async () => {
  const { id } = one;
  await act('operator', 'PUT', `/${id}/notes`, { ...version(), notes: '燃气公司联系人 13987654321，20:30 回电' });
  expect((await act('operator', 'POST', `/${id}/give`, { version: 1 })).body.code).toBe('handover/changed');
  await act('operator', 'POST', `/${id}/give`, version());
  expect(one).toMatchObject({ state: 'given', givenBy: '周敏', can: ['take-back', 'message'] });
  expect(totalOf('open')).toBe(3);

  expect((await act('operator', 'POST', `/${id}/accept`, version())).body.code).toBe('handover/own');
  await act('duty', 'POST', `/${id}/messages`, { text: '回电是几点？' });
  await act('operator', 'POST', `/${id}/take-back`, version());
  await act('operator', 'PUT', `/${id}/notes`, { ...version(), notes: '燃气公司联系人 13987654321，21:30 回电' });
  await act('operator', 'POST', `/${id}/give`, version());
  await act('operator', 'POST', `/${id}/messages`, { text: '21:30' });

  const refused = await act('duty', 'POST', `/${id}/accept`, { ...version(), named: [] });
  expect(refused).toMatchObject({ status: 409, body: { code: 'handover/name-missing' } });
  expect(refused.body.errors?.map((e) => e.detail)).toEqual(one.mustName);
  expect((await act('duty', 'POST', `/${id}/accept`, { ...version(), named: one.mustName })).status).toBe(200);
  expect(one).toMatchObject({ state: 'accepted', acceptedBy: '陈立', mustName: [] });
  expect(one.versions.map((v) => v.no)).toEqual([1, 2]);
  expect(one.messages.map((m) => m.kind)).toEqual(['question', 'answer']);

  expect((await act('operator', 'POST', `/${id}/take-back`, version())).body.code).toBe('handover/not-now');
  await expect(app.db.query('update handover set named = $2 where id = $1', [id, []])).rejects.toThrow(/signed stays/);
  await expect(app.db.query('delete from handover_version')).rejects.toThrow(/append-only/);
  expect((await act('duty', 'POST', `/${id}/messages`, { text: '补记：已回电' })).body.messages.at(-1)?.kind).toBe(
    'addendum',
  );

  const facts = await app.db.query<{ type: string }>('select type from journal_entry where subject = $1 order by seq', [
    id,
  ]);
  expect(facts.rows.map((r) => r.type)).toEqual([
    ...['handover.drafted', 'handover.given', 'handover.taken-back', 'handover.given', 'handover.accepted'],
  ]);
  const audited = await app.db.query('select from audit_entry where subject = $1', [id]);
  expect(audited.rowCount).toBe(10);
});

it('numbers in notes are for those who may see personal data; the table holds them sealed', async () => {
  const seen = async (username: string) =>
    (await (await app.as(username)).json<Handover>('GET', `/api/v1/handovers/${one.id}`)).body;
  expect((await seen('duty')).notes).toContain('13987654321');
  expect((await seen('leader')).notes).toContain('139****4321');
  expect((await seen('leader')).can).toEqual([]);
  const { rows } = await app.db.query<{ notes: Buffer }>('select notes from handover_version where notes is not null');
  for (const { notes } of rows) expect(notes.toString('utf8')).not.toMatch(/139|燃气/);
  expect((await (await app.as('officer')).send('GET', `/api/v1/handovers/${one.id}`)).status).toBe(403);
});

it('at the end of a shift a draft is written by itself, and one that nobody accepts is told of', async () => {
  // The day shift's end is moved near, so that the test need not wait twelve hours of the city.
  const admin = await app.as('admin');
  const shift = (id: string, from: string, to: string) => ({ id, nameZh: id, nameEn: id, from, to, source: 'test' });
  const { rows } = await app.db.query<{ soon: string; now: string }>(
    `select to_char((city_now() at time zone 'Asia/Shanghai') + interval '3 minutes', 'HH24:MI') as soon,
       to_char((city_now() at time zone 'Asia/Shanghai') - interval '60 minutes', 'HH24:MI') as now`,
  );
  const soon = rows[0]?.soon ?? '';
  const shifts = [shift('short', rows[0]?.now ?? '', soon), shift('rest', soon, '23:59')];
  const twice = await admin.json<Problem>('PUT', '/api/v1/duty-shifts', { shifts: [shifts[0], shifts[0]] });
  expect(twice).toMatchObject({
    status: 422,
    body: { code: 'handover/shift-twice', errors: [{ pointer: '/shifts/1/id' }] },
  });
  expect((await admin.json('PUT', '/api/v1/duty-shifts', { shifts })).status).toBe(200);

  const list = async () => (await (await app.as('leader')).json<Handovers>('GET', '/api/v1/handovers')).body;
  await eventually(
    list,
    ({ handovers }) => handovers.some((h) => h.shift.id === 'short' && h.state === 'draft'),
    20_000,
  );
  const overdue = () => app.db.query("select from journal_entry where type = 'handover.overdue'");
  await eventually(
    async () => (await overdue()).rowCount,
    (n) => (n ?? 0) > 0,
    30_000,
  );
}, 60_000);
