import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PublishedAlert } from '../../../protocol/alert.js';
import type { Alert, Alerts } from '../../../protocol/alert-command.js';
import type { AlertText } from '../../../protocol/alert-library.js';
import type { Notice } from '../../../protocol/notice.js';
import type { Problem } from '../../../protocol/problem.js';
import type { LiveAlerts } from '../../../protocol/live/alerts.js';
import type { Rows } from '../../../protocol/rows.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { connectLive } from '../../support/live-client.js';

const PLANTED = { name: '欧阳测试人', phone: '13812345678' };
let app: IncidentApp;
let one: Alert;

beforeAll(async () => {
  // The draft of December is due on 25 November at nine; ten seconds of the city pass in one.
  app = await bootIncidents({ CITY_CLOCK: '2026-11-25T08:58:00+08:00@10' });
  await app.db.query(`insert into daily_aggregate (day, district, stream, type, opened, closed, on_time)
    select d::date, district, 'incident', type, n + ((extract(doy from d)::int * 7 + length(type)) % 3), 0, 0
    from generate_series(date '2023-10-01', date '2026-11-20', interval '1 day') d,
      (values ('990101'), ('990102')) as a (district),
      (values ('acc.fire', 2), ('acc.infra.gas_leak', 1), ('sudden.road_flooding', 3), ('street.car_parking', 9)) as t (type, n)`);
}, 120_000);
afterAll(() => app?.close());

type Answer<T> = { status: number; body: T & Problem };
const act = async (who: string, path: string, body: object, verb: 'POST' | 'PUT' = 'POST'): Promise<Answer<Alert>> => {
  const answer = await (await app.as(who)).json<Alert & Problem>(verb, `/api/v1/alerts/${one.id}${path}`, body);
  if (answer.status < 300) one = answer.body;
  return answer;
};
const seen = () => ({ revision: one.revision });
const read = async (who = 'operator') =>
  (await (await app.as(who)).json<Alert>('GET', `/api/v1/alerts/${one.id}`)).body;

it('on its day the draft of the next month is compiled by itself, from what was really counted', async () => {
  const at = '2026-11-25T08:30:00+08:00';
  for (const n of [1, 2, 3])
    await app.open('grid', {
      ...{ type: 'acc.infra.gas_leak', occurredAt: at, title: `${PLANTED.name}报 ${PLANTED.phone} 第${n}次` },
      reporter: PLANTED,
    });
  const list = async () => (await (await app.as('operator')).json<Alerts>('GET', '/api/v1/alerts')).body;
  await eventually(list, (a) => (a.alerts ?? []).length > 0, 50_000);
  const { alerts, next } = await list();
  expect(alerts[0]).toMatchObject({ id: expect.stringMatching(/-AQTS-2026-12$/), state: 'draft', version: 1 });
  expect(next).toEqual({ at: '2026-12-25T01:00:00.000Z', month: '2027-01' });
  one = (await (await app.as('operator')).json<Alert>('GET', `/api/v1/alerts/${alerts[0]?.id}`)).body;
  const { document } = one;
  expect(document.risks.map((r) => r.id)).toEqual(['fire', 'gas', 'waterlogging']);
  expect(document.outlook.days.map((d) => d.name.zh)).toContain('冬至');
  expect(one).toMatchObject({ authors: [], faults: [] });
  const [fire] = document.risks;
  expect(fire?.forecast).toMatchObject({ missing: null, asOf: '2026-11-24' });
  expect(fire?.forecast.backtest).toMatchObject({ origins: 7 });
  expect(fire?.chart.years.map(({ value }) => value)).not.toContain(null);
  expect(fire?.advice.map((a) => a.to)).toEqual(expect.arrayContaining(['citizens', 'units']));
}, 60_000);

it('every figure opens exactly the rows it counts', async () => {
  const operator = await app.as('operator');
  const figures = Object.values(one.document.figures);
  expect(figures.filter((f) => f.kind === 'counted').length).toBeGreaterThan(15);
  for (const figure of figures) {
    const { status, body } = await operator.json<Rows>('GET', `/api/v1/rows?${figure.query}`);
    expect(`${figure.id} ${status}`).toBe(`${figure.id} 200`);
    if (figure.kind === 'counted') expect(`${figure.id} ${body.total}`).toBe(`${figure.id} ${figure.value}`);
    else expect(body.total).toBeGreaterThan(0);
  }
});

it('a sentence turns red when a figure is changed without it, and the alert cannot go on', async () => {
  const [sentence] = one.document.risks[0]?.sentences ?? [];
  const before = one.revision;
  expect((await act('operator', '/consultation', seen())).status).toBe(200);
  const written = { zh: '约三百', en: 'about 300', why: '公众用约数' };
  await act('operator', '/figures/fire.last', { ...seen(), written }, 'PUT');
  expect(one.faults.map((f) => f.sentence)).toContain(sentence?.id);
  expect((await act('operator', '/figures/fire.last', { revision: before, written: null }, 'PUT')).body.code).toBe(
    'alert/changed',
  );
  const stopped = await act('operator', '/submit', seen());
  expect(stopped).toMatchObject({ status: 409, body: { code: 'alert/not-ready' } });
  expect(stopped.body.errors?.map((e) => e.pointer)).toEqual(['/gates/sentences', '/gates/consultation']);
  await act('operator', `/sentences/${sentence?.id}`, { ...seen(), regenerate: true }, 'PUT');
  expect(one.document.risks[0]?.sentences[0]?.zh).toContain('约三百');
  expect(one.faults.map((f) => f.sentence)).not.toContain(sentence?.id);
  await act('operator', '/figures/fire.last', { ...seen(), written: null }, 'PUT');
  await act('operator', `/sentences/${sentence?.id}`, { ...seen(), regenerate: true }, 'PUT');
  expect(one.faults).toEqual([]);
  const own = { zh: `致电 ${PLANTED.phone}`, en: 'call us' };
  await act('operator', '/sentences', { ...seen(), section: 'outlook', text: own });
  expect(one.gates.find((g) => g.id === 'phones')).toEqual({ id: 'phones', passed: false, count: 1 });
  const operator = await app.as('operator');
  const path = `/api/v1/alerts/${one.id}/sentences/outlook.own-1?revision=${one.revision}`;
  one = (await operator.json<Alert>('DELETE', path)).body;
  expect(one.gates.find((g) => g.id === 'phones')?.passed).toBe(true);
});

it('departments speak until the deadline and are reminded; objections are answered before it goes on', async () => {
  await act('operator', '/take-back', { ...seen(), reason: '截止时间定短些' });
  const moment = await app.db.query<{ at: string }>("select iso_utc(city_now() + interval '2 minutes') as at");
  const deadline = moment.rows[0]?.at ?? '';
  expect((await act('operator', '/consultation', { ...seen(), deadline: '2026-11-01T00:00:00Z' })).body.code).toBe(
    'alert/deadline-past',
  );
  await act('operator', '/consultation', { ...seen(), deadline, departments: ['fire', 'housing'] });
  expect(one.departments.map((d) => d.id)).toEqual(['fire', 'housing']);
  const comment = {
    section: 'risk:fire',
    department: 'fire',
    verdict: 'objection',
    text: `数字请核，联系 ${PLANTED.phone}`,
  };
  expect((await act('operator', '/comments', comment)).status).toBe(403);
  expect((await act('duty', '/comments', { ...comment, department: 'traffic-police' })).body.code).toBe(
    'alert/unknown-part',
  );
  expect((await act('duty', '/comments', comment)).status).toBe(201);
  expect(one.comments[0]?.text).toBe('数字请核，联系 138****5678');
  one = await read();
  await act('operator', `/comments/${one.comments[0]?.id}/answer`, { outcome: 'declined', text: '已核，数字无误' });
  await eventually(
    async () => (one = await read()),
    (a) => (a.departments.find((d) => d.id === 'housing')?.reminders ?? 0) > 0,
    30_000,
  );
  expect(one.departments.find((d) => d.id === 'fire')).toMatchObject({ answered: true, reminders: 0 });
  expect((await act('duty', '/comments', { ...comment, department: 'housing' })).body.code).toBe(
    'alert/deadline-passed',
  );
  expect(one.gates.every((g) => g.passed)).toBe(true);
  expect((await act('operator', '/submit', seen())).body.state).toBe('review');
}, 60_000);

it('who wrote it does not approve it, whatever the role allows; another leader does', async () => {
  await app.db.query(
    "update role_permission set reach = 'city' where role = 'operator' and permission = 'alerts.approve'",
  );
  let own = await act('operator', '/approve', seen());
  await eventually(
    async () => (own = await act('operator', '/approve', seen())),
    (a) => a.body.code !== 'permission/denied',
  );
  expect(own).toMatchObject({ status: 403, body: { code: 'alert/own-work' } });
  expect((await read()).log[0]).toMatchObject({ action: 'alert.approve-refused', note: 'own-work' });
  await app.db.query(
    "update role_permission set reach = 'none' where role = 'operator' and permission = 'alerts.approve'",
  );
  const sql = `update alert_version set state = 'approved', approved_by = 'operator', approved_at = now() where alert = $1`;
  await expect(app.db.query(sql, [one.id])).rejects.toThrow(/check constraint/);
  one = await read('leader');
  expect(one.can.sort()).toEqual(['approve', 'return']);
  expect((await act('leader', '/approve', { revision: one.revision - 1 })).body.code).toBe('alert/changed');
  expect((await act('leader', '/approve', seen())).body.state).toBe('approved');
});

it('what is published stays, by the database too; whoever is on the list is told', async () => {
  await app.db.query(`insert into notice_receiver (id, name, channel, address, lang, events)
    values (gen_random_uuid(), '新闻办', 'sms', '\\x00', 'zh', '{alert-published}')`);
  expect((await act('leader', '/publish', seen())).body.state).toBe('published');
  const change = `update alert_version set document = document || '{"no": "x"}' where alert = $1`;
  await expect(app.db.query(change, [one.id])).rejects.toThrow(/what was published stays/);
  await expect(app.db.query('delete from alert_version')).rejects.toThrow(/what was published stays/);
  await expect(app.db.query('truncate alert_version cascade')).rejects.toThrow(/published stays|append-only/);
  await expect(app.db.query('delete from alert_input')).rejects.toThrow(/append-only/);
  expect((await act('operator', '/advice', { ...seen(), risk: null, advice: [] }, 'PUT')).body.code).toBe(
    'alert/not-now',
  );
  const notices = () => app.db.query<Notice>("select * from notice where template = 'alert-published'");
  await eventually(notices, (n) => n.rowCount === 1, 10_000);
});

const current = async (who = 'display') =>
  (await (await app.as(who)).json<LiveAlerts>('GET', '/api/v1/alerts/current')).body.current;

it('the wall is told of what is published, and each figure opens its rows', async () => {
  const reader = await connectLive(app.url, { cookie: (await app.as('display')).cookie });
  expect(await reader.watch('alerts')).toEqual({ ok: true });
  await eventually(
    () => reader.states.get('alerts') && reader.at('alerts').state.current?.version,
    (v) => v === 1,
  );
  reader.socket.disconnect();
  const told = await current();
  expect(told).toMatchObject({ id: one.id, month: '2026-12', version: 1 });
  expect(told?.risks.map((r) => r.id)).toEqual(one.document.risks.map((r) => r.id));
  const operator = await app.as('operator');
  for (const { last } of told?.risks ?? [])
    expect((await operator.json<Rows>('GET', `/api/v1/rows?${last?.query}`)).body.total).toBe(last?.value);
});

it('a correction is a new version by the same way; the old one stays readable, word for word', async () => {
  const leader = await app.as('leader');
  const first = (await leader.json<PublishedAlert>('GET', `/api/v1/alerts/${one.id}/versions/1`)).body;
  expect(first).toMatchObject({ state: 'published', replacedBy: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const reason = { zh: '更正一条提示', en: 'One line is corrected' };
  expect((await act('operator', '/correct', { ...seen(), reason })).body).toMatchObject({ version: 2, state: 'draft' });
  await act('operator', '/sentences', { ...seen(), section: 'summary', text: { zh: '补充一句。', en: 'One more.' } });
  await act('operator', '/consultation', { ...seen(), departments: ['fire'] });
  await act('duty', '/comments', { section: 'summary', department: 'fire', verdict: 'agree' });
  one = await read();
  await act('operator', '/submit', seen());
  await act('leader', '/approve', seen());
  await act('leader', '/publish', seen());
  expect(one).toMatchObject({
    version: 2,
    state: 'published',
    versions: [{ version: 2 }, { version: 1, state: 'corrected' }],
  });
  expect(one.document.correction).toMatchObject({ of: 1, reason, changed: ['summary.own-1'] });
  await eventually(current, (told) => told?.version === 2);
  const again = (await leader.json<PublishedAlert>('GET', `/api/v1/alerts/${one.id}/versions/1`)).body;
  expect(again).toMatchObject({ state: 'corrected', replacedBy: 2, hash: first.hash });
  expect(again.document).toEqual(first.document);
  const facts = await app.db.query<{ type: string }>('select type from journal_entry where subject = $1 order by seq', [
    one.id,
  ]);
  expect(facts.rows.map((r) => r.type.slice(6))).toEqual([
    ...['compiled', 'consulted', 'consulted', 'reminded', 'submitted', 'approved', 'published'],
    ...['consulted', 'submitted', 'approved', 'corrected'],
  ]);
});

it('a withdrawn alert says so and why; nothing in it names a person', async () => {
  expect(
    (await act('leader', '/withdraw', { ...seen(), reason: { zh: '测试撤回', en: 'Withdrawn' } })).body.state,
  ).toBe('withdrawn');
  await eventually(current, (told) => told === null);
  const { rows } = await app.db.query<{ all: string }>(
    "select string_agg(document::text, '') as all from alert_version",
  );
  expect(rows[0]?.all.length).toBeGreaterThan(10_000);
  expect(rows[0]?.all).not.toMatch(new RegExp(`${PLANTED.name}|${PLANTED.phone}|第1次`));
  const words = await app.db.query<{ words: Buffer }>('select words from alert_comment where words is not null');
  for (const row of words.rows) expect(row.words.toString('utf8')).not.toContain('138');
});

it('the library is edited in versions; a month that is there is not compiled twice', async () => {
  const operator = await app.as('operator');
  const texts = (await operator.json<{ texts: AlertText[] }>('GET', '/api/v1/alert-texts')).body.texts;
  const { id, version, retired: _r, by: _b, at: _a, ...text } = texts.find((t) => t.id === 'fire-ebike') as AlertText;
  const changed = await operator.json<AlertText>('PUT', `/api/v1/alert-texts/${id}`, {
    ...text,
    zh: '新的一句。',
    version,
  });
  expect(changed).toMatchObject({ status: 200, body: { version: 2, zh: '新的一句。', by: 'operator' } });
  const stale = await operator.json<Problem>('PUT', `/api/v1/alert-texts/${id}`, { ...text, version });
  expect(stale.body.code).toBe('alert-text/changed');
  await expect(app.db.query('delete from alert_text')).rejects.toThrow(/append-only/);
  const month = async (m: string) =>
    (await operator.json<Alert & Problem>('POST', '/api/v1/alerts', { month: m })).body;
  expect((await month('2026-12')).code).toBe('alert/exists');
  expect((await month('2027-06')).code).toBe('alert/month-out-of-range');
  const january = await month('2027-01');
  expect(january).toMatchObject({ state: 'draft', authors: ['operator'] });
  expect(january.document.risks.find((r) => r.id === 'fire')?.advice.map((a) => a.zh)).toContain('新的一句。');
  const admin = await app.as('admin');
  const settings = (await admin.json<{ version: number; settings: object }>('GET', '/api/v1/alert-settings')).body;
  const saved = await admin.json('PUT', '/api/v1/alert-settings', {
    ...settings,
    settings: { ...settings.settings, day: 20 },
  });
  expect(saved.status).toBe(200);
  expect((await operator.json<Alerts>('GET', '/api/v1/alerts')).body.next.at).toBe('2026-12-20T01:00:00.000Z');
});
