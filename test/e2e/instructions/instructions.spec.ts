import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instruction, InstructionOwners, Instructions } from '../../../protocol/instruction.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Rows } from '../../../protocol/rows.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { connectLive, type LiveReader } from '../../support/live-client.js';
import { findPlanted } from '../../support/planted.js';

const PHONE = '13812345678';
const NAME = '龘7靐';
const PLANTED = new Set([PHONE, NAME]);
let app: IncidentApp;
let live: LiveReader;
beforeAll(async () => {
  // A Monday morning; a minute of the city passes in a second.
  app = await bootIncidents({ CITY_CLOCK: '2026-11-23T07:00:00+08:00@60' });
  live = await connectLive(app.url, { cookie: (await app.as('leader')).cookie });
  await live.watch('instructions');
}, 60_000);
afterAll(async () => {
  live?.socket.close();
  await app?.close();
});

type Answer = { status: number; body: Instruction & Problem & { present?: unknown } };
const send = async (who: string, path: string, body: object): Promise<Answer> =>
  (await app.as(who)).json<Answer['body']>('POST', `/api/v1/instructions${path}`, body);
const listOf = async (who: string, query = '') =>
  (await (await app.as(who)).json<Instructions>('GET', `/api/v1/instructions?${query}`)).body.items;
const cityNow = async () =>
  (await app.db.query<{ ms: number }>('select extract(epoch from city_now())::float8 * 1000 as ms')).rows[0]
    ?.ms as number;
const inMinutes = async (n: number) => new Date((await cityNow()) + n * 60_000).toISOString();
const toDuty = { kind: 'role', ref: 'duty' } as const;

describe('an instruction', () => {
  it('is given by a leader, answered by who is asked, sent back, answered again and closed; each in the journal and the audit', async () => {
    const owners = (await (await app.as('leader')).json<InstructionOwners>('GET', '/api/v1/instructions/owners')).body;
    expect(owners.roles).toEqual(['duty', 'officer', 'operator']);
    expect(owners.dueAt).toBe('2026-11-26T10:00:00.000Z');

    const given = await send('leader', '', { text: '燃气老旧管网隐患整改', owner: toDuty });
    expect(given).toMatchObject({
      status: 201,
      body: { state: 'open', dueAt: owners.dueAt, authorName: '许文', can: ['close'] },
    });
    const { id } = given.body;
    expect((await listOf('duty')).find((one) => one.id === id)?.can).toEqual(['answer']);

    const answer = { text: '剩 8 处待停气窗口', progress: { done: 12, of: 20 } };
    expect((await send('duty', `/${id}/answers`, answer)).body).toMatchObject({
      state: 'answered',
      progress: { done: 12, of: 20 },
      late: 0,
    });
    expect((await send('leader', `/${id}/returns`, { text: '请说明日期' })).body).toMatchObject({
      state: 'returned',
      dueAt: owners.dueAt,
    });
    expect((await send('duty', `/${id}/answers`, { text: '11-28 前完成', version: 1 })).body.code).toBe(
      'instruction/changed',
    );
    await send('duty', `/${id}/answers`, { text: '11-28 前完成' });
    const closed = await send('leader', `/${id}/closings`, {});
    expect(closed.body).toMatchObject({
      state: 'closed',
      answers: 2,
      returns: 1,
      progress: { done: 12, of: 20 },
      can: [],
    });
    expect(closed.body.messages.map((m) => `${m.act} ${m.by} ${m.text}`)).toEqual([
      'answer 陈立 剩 8 处待停气窗口',
      'return 许文 请说明日期',
      'answer 陈立 11-28 前完成',
    ]);
    expect((await send('duty', `/${id}/answers`, { text: '再答' })).body.code).toBe('instruction/not-now');
    expect((await listOf('leader')).map((one) => one.id)).not.toContain(id);
    expect((await listOf('leader', 'state=closed')).map((one) => one.id)).toContain(id);

    const facts = await app.db.query<{ type: string }>(
      'select type from journal_entry where subject = $1 order by seq',
      [id],
    );
    const types = ['given', 'answered', 'returned', 'answered', 'closed'].map((what) => `instruction.${what}`);
    expect(facts.rows.map((row) => row.type)).toEqual(types);
    const audit = await app.db.query<{ action: string }>(
      'select action from audit_entry where subject = $1 order by id',
      [id],
    );
    expect(audit.rows.map((row) => row.action)).toEqual(types);
  });

  it('is refused where it names nobody, nothing, or a time that is over; only a leader gives one, only who is asked answers', async () => {
    const good = { text: '核查', owner: toDuty };
    const refused = async (body: object) => {
      const { status, body: problem } = await send('leader', '', body);
      return `${status} ${problem.code} ${problem.errors?.[0]?.pointer}`;
    };
    expect(await refused({ ...good, owner: { kind: 'account', ref: 'nobody' } })).toBe(
      '422 instruction/unknown-owner /owner',
    );
    expect(await refused({ ...good, owner: { kind: 'role', ref: 'leader' } })).toBe(
      '422 instruction/unknown-owner /owner',
    );
    expect(await refused({ ...good, dueAt: await inMinutes(-1) })).toBe('422 instruction/due-past /dueAt');
    const nowhere = { kind: 'incident', ref: '00000000-0000-4000-8000-000000000000' };
    expect(await refused({ ...good, link: nowhere })).toBe('422 instruction/unknown-link /link/ref');
    expect(await refused({ ...good, text: ' ' })).toBe('422 input/invalid /text');
    for (const who of ['duty', 'operator', 'auditor', 'admin', 'officer'])
      expect(`${who} ${(await send(who, '', good)).status}`).toBe(`${who} 403`);

    const { id } = (await send('leader', '', { ...good, owner: { kind: 'account', ref: 'operator' } })).body;
    expect((await send('duty', `/${id}/answers`, { text: '我来答' })).body.code).toBe('instruction/not-asked');
    expect((await send('leader', `/${id}/answers`, { text: '自答' })).status).toBe(403);
    expect((await send('leader', `/${id}/returns`, { text: '没有答复就退回' })).body.code).toBe('instruction/not-now');
    // An officer sees only what is asked of him, the auditor everything and nothing to do.
    const read = await (await app.as('officer')).json<Problem>('GET', `/api/v1/instructions/${id}`);
    expect(read).toMatchObject({ status: 404, body: { code: 'instruction/unknown' } });
    expect((await listOf('auditor')).find((one) => one.id === id)?.can).toEqual([]);
    await send('leader', `/${id}/closings`, { text: '撤回' });
  });

  it('about an incident stands in its course, shows the number and no phone, and opens from the incident', async () => {
    const incident = await app.open('grid', {
      type: 'env.exposed_garbage',
      occurredAt: new Date(await cityNow()).toISOString(),
    });
    const link = { kind: 'incident', ref: incident.id };
    const { id } = (await send('leader', '', { text: `请回访 ${PHONE}`, owner: toDuty, link })).body;
    const [one] = await listOf('leader', `link=incident:${incident.id}`);
    expect(one).toMatchObject({ id, linkName: incident.no, district: '990101', text: '请回访 138****5678' });
    const types = (await app.file(incident.id)).course.map((line) => line.type);
    expect(types).toContain('instruction.given');
    const kept = await app.db.query<{ text: string }>(`select i::text as text from instruction i where id = $1`, [id]);
    expect(findPlanted(kept.rows[0]?.text ?? '', PLANTED)).toEqual([]);
    await send('duty', `/${id}/answers`, { text: '已回访' });
    await send('leader', `/${id}/closings`, {});
  });

  it('that nobody answers in time is overdue by the clock of the city, and a late answer counts', async () => {
    const { id } = (await send('leader', '', { text: '今日 18:00 前反馈', owner: toDuty, dueAt: await inMinutes(2) }))
      .body;
    const read = async () =>
      (await (await app.as('leader')).json<Instruction>('GET', `/api/v1/instructions/${id}`)).body;
    await eventually(read, (one) => one.overdueSince !== null, 15_000);
    const late = await read();
    expect(late).toMatchObject({ overdue: true, overdueSince: late.dueAt, state: 'open' });
    expect((await send('duty', `/${id}/answers`, { text: '迟了' })).body).toMatchObject({
      late: 1,
      overdue: false,
      overdueSince: null,
    });
    await send('leader', `/${id}/returns`, { text: '再报一次' });
    // Its time was over, so it is asked for anew by the end of the third workday.
    expect(await read()).toMatchObject({ state: 'returned', dueAt: '2026-11-26T10:00:00.000Z', overdue: false });
    await send('leader', `/${id}/closings`, {});
  });
});

describe('the loop of a KPI', () => {
  const about = (ref: string) => ({ kind: 'kpi', owner: toDuty, text: '按期处置率亮红', link: { kind: 'kpi', ref } });

  it('runs once at a time: warned, urged without an answer, answered, assessed with what came late', async () => {
    const code = 'KPI-01-01';
    expect((await send('leader', '', about('KPI-99-99'))).body.code).toBe('instruction/unknown-link');
    expect((await send('leader', '', { ...about(code), link: null })).body.errors?.[0]?.pointer).toBe('/link');
    const loop = await send('leader', '', { ...about(code), dueAt: await inMinutes(2) });
    expect(loop).toMatchObject({ status: 201, body: { kind: 'kpi', state: 'open', can: ['return'] } });
    const { id } = loop.body;
    expect((await send('leader', '', about(code))).body.code).toBe('instruction/loop-runs');
    expect((await send('leader', `/${id}/closings`, { assessment: 'met' })).body.code).toBe('instruction/not-now');
    const isLate = async () => (await listOf('leader', `link=kpi:${code}`))[0]?.overdue;
    await eventually(isLate, (late) => late === true, 15_000);
    await send('duty', `/${id}/answers`, { text: '已增派两组' });
    expect((await send('leader', `/${id}/returns`, { text: '仍未达标，请再报' })).body.state).toBe('returned');
    expect((await send('leader', `/${id}/closings`, {})).body.code).toBe('instruction/assessment-missing');
    const closed = await send('leader', `/${id}/closings`, { assessment: 'unmet' });
    expect(closed.body).toMatchObject({ state: 'closed', assessment: 'unmet', late: 1, returns: 1 });
    const again = await send('leader', '', about(code));
    expect(again.status).toBe(201);
    await send('leader', `/${again.body.id}/returns`, { text: '督促' });
    await send('leader', `/${again.body.id}/closings`, { assessment: 'met' });
  });
});

describe('a leader', () => {
  it('gets no phone and no name of a reporter in anything that his pages read', async () => {
    const now = new Date(await cityNow()).toISOString();
    const planted = { title: `燃气味 ${PHONE}`, reporter: { name: NAME, phone: PHONE } };
    const incident = await app.open('hotline', { ...planted, occurredAt: now, priority: 1 });
    const link = { kind: 'incident', ref: incident.id };
    const given = await send('leader', '', { text: `联系 ${PHONE}`, owner: toDuty, link });
    await send('duty', `/${given.body.id}/answers`, { text: `已电话 ${PHONE}` });
    const leader = await app.as('leader');
    let said = JSON.stringify([...live.snapshots, ...live.patches]);
    for (const path of [
      ...['situation', 'instructions', 'instructions/owners', 'kpis', 'kpis?by=district', `incidents/${incident.id}`],
      ...['incidents.open', 'incidents.overdue', 'incidents.opened', 'instructions.standing', 'warnings.in-force'].map(
        (query) => `rows?query=${query}`,
      ),
    ]) {
      const answer = await leader.send('GET', `/api/v1/${path}`);
      said += await answer.text();
      expect(`${path} ${answer.status}`).toBe(`${path} 200`);
    }
    expect(said).toContain('138****5678');
    expect(findPlanted(said, PLANTED)).toEqual([]);
    await send('leader', `/${given.body.id}/closings`, {});
  });
});

describe('what is counted', () => {
  it('is live, narrowed to who is asked, and opens exactly its rows at its place of the journal', async () => {
    const officer = await connectLive(app.url, { cookie: (await app.as('officer')).cookie });
    await officer.watch('instructions');
    const first = (await send('leader', '', { text: '甲', owner: toDuty })).body;
    await send('leader', '', { text: '乙', owner: { kind: 'account', ref: 'officer' } });
    await send('duty', `/${first.id}/answers`, { text: '办结' });
    const counts = (reader: LiveReader) => reader.at('instructions').state.counts;
    await eventually(
      () => counts(live),
      (c) => c?.standing === 2 && c.answered === 1,
      10_000,
    );
    await eventually(
      () => counts(officer),
      (c) => c?.standing === 1 && c.open === 1,
      10_000,
    );

    const shown = live.at('instructions').state;
    await send('leader', `/${first.id}/closings`, {});
    const total = async (query: string) =>
      (await (await app.as('leader')).json<Rows>('GET', `/api/v1/rows?${query}&asOf=${shown.asOf.seq}`)).body.total;
    expect(await total('query=instructions.standing')).toBe(2);
    expect(await total('query=instructions.standing&state=answered')).toBe(1);
    expect(await total(`query=instructions.overdue&to=${shown.overdueAt}`)).toBe(0);
    const rows = await (await app.as('leader')).json<Rows>('GET', '/api/v1/rows?query=instructions.standing');
    expect(rows.body).toMatchObject({ total: 1, rows: [{ state: 'open', ownerName: '林晓' }] });
    const refused = await (await app.as('display')).json<Problem>('GET', '/api/v1/rows?query=instructions.standing');
    expect(refused.status).toBe(403);
    officer.socket.close();
  });
});
