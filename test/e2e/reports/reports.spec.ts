import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EventLevel } from '../../../protocol/incident.js';
import type { ReportTask, ReportTasks, ReportText } from '../../../protocol/report.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

/** The city's minutes pass in seconds: every clock below is judged by it. */
const RATE = 60;
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents({ CITY_CLOCK: `${new Date().toISOString()}@${RATE}` });
}, 60_000);
afterAll(() => app?.close());

const emergency = (more: object = {}) =>
  app.open('grid', { type: 'acc.infra.gas_leak', title: '燃气味浓烈，联系 13812345678', priority: 1, ...more });

async function grade(id: string, level: EventLevel): Promise<void> {
  const answer = await (await app.as('duty')).json('POST', `/api/v1/incidents/${id}/grades`, { level, reason: '定级' });
  expect(answer.status).toBe(200);
}

const tasks = async (id: string, username = 'operator') =>
  (await (await app.as(username)).json<ReportTasks>('GET', `/api/v1/incidents/${id}/reports`)).body.tasks;
const pending = async (username: string) =>
  (await (await app.as(username)).json<ReportTasks>('GET', '/api/v1/report-tasks')).body.tasks;
const submit = async (task: ReportTask, text: string, username = 'operator') =>
  (await app.as(username)).json<ReportTask & { code?: string; present?: ReportTask }>(
    'POST',
    `/api/v1/incidents/${task.incident}/reports/${task.id}/submissions`,
    { text },
  );
const text = async (task: ReportTask, username = 'operator') =>
  (await app.as(username)).json<ReportText>('GET', `/api/v1/incidents/${task.incident}/reports/${task.id}`);
const shown = (list: readonly ReportTask[]) => list.map((t) => `${t.kind} ${t.no} ${t.channel} ${t.state}`).sort();
const until = (id: string, wanted: readonly string[]) =>
  eventually(
    async () => shown(await tasks(id)),
    (now) => JSON.stringify(now) === JSON.stringify(wanted),
    15_000,
  );

it('a level Ⅱ asks for reports by phone and in writing, with a draft; the first one submitted begins the follow-ups', async () => {
  const { id, openedAt } = await emergency();
  expect(await tasks(id)).toEqual([]);
  await grade(id, 2);
  await until(id, ['first 1 phone pending', 'first 1 written pending', 'first 1 written pending']);
  const [phone] = await tasks(id);
  expect(Date.parse(phone?.dueAt ?? '') - Date.parse(openedAt)).toBe(15 * 60_000);
  expect((await pending('leader')).map((t) => t.incident)).toContain(id);

  const draft = await text(phone as ReportTask);
  expect(draft.body.text).toMatch(/重大（Ⅱ级）事件的初报.*基本情况：燃气味浓烈，联系 138\*{4}5678/s);
  const done = await submit(phone as ReportTask, '电话报告：现场已疏散，联系人 13812345678');
  expect(done).toMatchObject({ status: 200, body: { state: 'submitted', submittedBy: '周敏' } });
  await until(id, [
    ...['first 1 phone submitted', 'first 1 written pending', 'first 1 written pending', 'followup 1 written pending'],
  ]);
  expect((await text(phone as ReportTask)).body.text).toBe('电话报告：现场已疏散，联系人 138****5678');
  const again = await submit(phone as ReportTask, '再报一次');
  expect(again).toMatchObject({ status: 409, body: { code: 'report/submitted', present: { state: 'submitted' } } });

  const course = (await app.file(id)).course.map((line) => line.type);
  expect(course.filter((type) => type.startsWith('report.'))).toEqual([
    ...['report.asked', 'report.asked', 'report.asked', 'report.submitted', 'report.asked'],
  ]);
});

it("is late when its time is over by the city's clock, and says by how much when it comes", async () => {
  const { id } = await emergency();
  await grade(id, 1);
  const late = async () =>
    (await app.db.query("select from journal_entry where subject = $1 and type = 'report.late'", [id])).rowCount;
  const [first] = await eventually(
    () => tasks(id),
    (list) => list.length === 3,
  ).then(() => tasks(id));
  const { rows } = await app.db.query<{ seconds: number }>(
    'select extract(epoch from $1::timestamptz - city_now())::float8 as seconds',
    [first?.dueAt],
  );
  const tookMs = await eventually(late, (n) => n === 1, 30_000);
  // 15 minutes of the city are 15 seconds; some of them are gone.
  expect(tookMs).toBeGreaterThan(((rows[0]?.seconds ?? 0) / RATE) * 1000 - 200);
  const { rows: fired } = await app.db.query<{ early: boolean }>(
    "select at < (fact ->> 'dueAt')::timestamptz as early from journal_entry where subject = $1 and type = 'report.late'",
    [id],
  );
  expect(fired).toEqual([{ early: false }]);
  const { body } = await submit(first as ReportTask, '迟报');
  expect(body.lateSeconds).toBeGreaterThan(0);
}, 60_000);

it('that is lowered to Ⅳ asks for nothing more, and its timers are gone', async () => {
  const { id } = await emergency();
  await grade(id, 3);
  await until(id, ['first 1 phone pending', 'first 1 written pending', 'first 1 written pending']);
  await grade(id, 4);
  await until(id, ['first 1 phone withdrawn', 'first 1 written withdrawn', 'first 1 written withdrawn']);
  expect((await app.db.query("select from timer where subject = $1 and kind = 'report.due'", [id])).rowCount).toBe(0);
  expect((await submit((await tasks(id))[0] as ReportTask, 'x')).body.code).toBe('report/withdrawn');
});

it("is read and submitted within one's reach only, and by nobody who only watches", async () => {
  const { id } = await emergency();
  await grade(id, 3);
  const [task] = await eventually(
    () => tasks(id),
    (list) => list.length === 3,
  ).then(() => tasks(id));
  expect((await text(task as ReportTask, 'display')).status).toBe(403);
  expect((await submit(task as ReportTask, 'x', 'leader')).status).toBe(403);
  expect(await tasks(id, 'officer')).toEqual([]);
  expect((await pending('officer')).length).toBe(0);
  const other = await emergency();
  const wrong = await (await app.as('operator')).send('GET', `/api/v1/incidents/${other.id}/reports/${task?.id}`);
  expect(wrong.status).toBe(404);
});

it('keeps what was reported sealed at rest', async () => {
  const { rows } = await app.db.query<{ words: Buffer }>('select words from report_task where words is not null');
  expect(rows.length).toBeGreaterThan(0);
  for (const { words } of rows) expect(words.toString('utf8')).not.toContain('报');
});
