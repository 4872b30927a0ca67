import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectImported } from '../../../protocol/object.js';
import type { Problem } from '../../../protocol/problem.js';
import type { RiskMethods } from '../../../protocol/risk-grade.js';
import type { RiskPoint, RiskPointFile, RiskPointPage } from '../../../protocol/risk-point.js';
import type { Rows } from '../../../protocol/rows.js';
import type { VisitFrequencies, VisitFrequency } from '../../../protocol/visit-frequency.js';
import type { Visit, VisitPage } from '../../../protocol/visit.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';
import { registerShops, shopOf } from '../../support/objects.js';
import { pointOf } from '../../support/risk-points.js';

const PHONE = '13912345678';
const OWNER = { name: '王小明', phone: PHONE };
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  await registerShops(app, [shopOf('A-1', { nameZh: '老李面馆' })]);
  await call('admin', 'POST', '', pointOf('R-1', { object: 'A-1', owner: OWNER, nameZh: '面馆燃气间' }));
  const away = { location: { ...THERE, crs: 'wgs84' as const }, reviewDue: '2020-01-01', visitedOn: '2026-01-01' };
  await call('admin', 'POST', '', pointOf('R-2', { ...away, assessment: LEC }));
}, 60_000);
afterAll(() => app?.close());

const LEC = { method: 'lec' as const, likelihood: 1, exposure: 6, consequence: 15 };
const call = async <T>(username: string, verb: string, path: string, body?: object) =>
  (await app.as(username)).json<T & Problem>(verb, `/api/v1/risk-points${path}`, body);
const codes = async (username: string, query = '') =>
  (await call<RiskPointPage>(username, 'GET', `?${query}`)).body.points.map((p) => p.code);

describe('the register of risk points', () => {
  it('places and grades a point, and says what the grade comes from', async () => {
    const { body } = await call<RiskPointFile>('operator', 'GET', '/R-1');
    expect(body).toMatchObject({
      district: '990101',
      grade: 'red',
      score: 20,
      object: 'A-1',
      objectNameZh: '老李面馆',
    });
    expect(body.assessment).toMatchObject({ method: 'ls', version: 1, likelihood: 5, consequence: 4, exposure: null });
    expect(body.h3).toMatch(/^89[0-9a-f]{13}$/);
    expect(body.gradings).toMatchObject([{ assessment: { grade: 'red' } }]);
    expect(body).toMatchObject({ visitedAt: null, visitOverdue: false, reviewOverdue: false });
    const methods = (await (await app.as('operator')).json<RiskMethods>('GET', '/api/v1/risk-methods')).body.methods;
    expect(methods.find((m) => m.method === 'ls')).toMatchObject({ least: { red: 20 }, source: expect.any(String) });
  });

  it('is read within one’s districts, the worst first, by those who may', async () => {
    expect(await codes('operator')).toEqual(['R-1', 'R-2']);
    expect(await codes('officer')).toEqual(['R-1']);
    expect(await call('officer', 'GET', '/R-2')).toMatchObject({ status: 404, body: { code: 'risk-point/unknown' } });
    expect((await call('display', 'GET', '')).status).toBe(403);
    expect(await codes('operator', 'grade=yellow')).toEqual(['R-2']);
    expect(await codes('operator', 'object=A-1')).toEqual(['R-1']);
    expect(await codes('operator', 'visitOverdue=true')).toEqual(['R-2']);
    expect(await codes('operator', 'reviewOverdue=true')).toEqual(['R-2']);
    expect(await codes('operator', 'bbox=120.1,38.7,120.2,38.8')).toEqual(['R-2']);
    expect(await codes('operator', `q=${encodeURIComponent('燃气间')}&category=pub.fire`)).toEqual(['R-1']);
    const page = await call<RiskPointPage>('operator', 'GET', '?limit=1');
    expect(page.body).toMatchObject({ total: 2, byGrade: { red: 1, orange: 0, yellow: 1, blue: 0 } });
    expect(await codes('operator', `cursor=${page.body.cursor}`)).toEqual(['R-2']);
    expect(await call('operator', 'GET', '?cursor=x')).toMatchObject({ body: { code: 'risk-point/bad-cursor' } });
  });

  it('seals its owner, and opens it for a reason that the audit keeps', async () => {
    expect((await call<RiskPoint>('admin', 'GET', '/R-1')).body.owner).toEqual({ name: '王**', phone: '139****5678' });
    const { rows } = await app.db.query<{ text: string }>('select p::text as text from risk_point p');
    expect(rows.map((r) => r.text).join()).not.toMatch(new RegExp(`${OWNER.name}|${PHONE}`));
    expect((await call('admin', 'GET', '/R-1/owner?reason=just-looking')).status).toBe(403);
    expect((await call('duty', 'GET', '/R-2/owner?reason=call-them')).status).toBe(404);
    expect((await call('duty', 'GET', '/R-1/owner?reason=call-them')).body).toMatchObject(OWNER);
    const kept = await app.db.query('select actor, subject from audit_entry where action = $1', [
      'risk-point.ownerRevealed',
    ]);
    expect(kept.rows).toEqual([{ actor: 'duty', subject: 'R-1' }]);
  });

  it('is graded anew by a review, whose fact stands in the journal', async () => {
    const { code: _code, ...point } = pointOf('R-1', { object: 'A-1', assessment: { ...LEC, likelihood: 3 } });
    const put = (username: string, path: string, body: object) => call<RiskPointFile>(username, 'PUT', path, body);
    const changed = await put('duty', '/R-1', { ...point, version: 1 });
    expect(changed).toMatchObject({ status: 200, body: { grade: 'orange', score: 270, version: 2 } });
    // Left out of the change: it stays.
    expect(changed.body.owner).toMatchObject({ name: '王**' });
    expect((await call<RiskPointFile>('duty', 'GET', '/R-1')).body.gradings.map((g) => g.assessment.grade)).toEqual([
      'orange',
      'red',
    ]);
    const { rows } = await app.db.query<{ fact: object }>(
      `select fact from journal_entry where type = 'risk-point.changed' and subject = 'R-1' order by seq`,
    );
    expect(rows.map((r) => r.fact)).toMatchObject([
      { from: null, to: 'red', score: 20 },
      { from: 'red', to: 'orange', score: 270 },
    ]);
    expect(await put('duty', '/R-1', { ...point, version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'risk-point/changed', present: { version: 2 } },
    });
    expect((await put('duty', '/R-2', { ...point, version: 1 })).body.code).toBe('object/out-of-reach');
    expect((await put('operator', '/R-1', { ...point, version: 2 })).status).toBe(403);
  });

  it('refuses what cannot be, with a pointer', async () => {
    const bad = async (more: object) =>
      (await call('admin', 'POST', '', { ...pointOf('X-1'), ...more })).body.errors?.map(
        (e) => `${e.pointer} ${e.code}`,
      );
    expect(await bad({ category: 'street.trading_outside' })).toEqual(['/category risk-point/unknown-category']);
    expect(await bad({ assessment: { method: 'ls', likelihood: 7, consequence: 1 } })).toEqual([
      '/assessment/likelihood risk-point/unknown-value',
    ]);
    expect(await bad({ object: 'nothing' })).toEqual(['/object object/unknown']);
    expect(await bad({ visitedOn: '2999-01-01' })).toEqual(['/visitedOn risk-point/visited-later']);
    expect(await bad({ district: '990102' })).toEqual(['/district object/district-differs']);
    expect((await call('admin', 'POST', '', pointOf('R-1'))).body.code).toBe('risk-point/exists');
  });

  it('goes out as CSV without persons and comes in again unchanged; bad lines are told one by one', async () => {
    const read = async () =>
      (await (await app.as('operator')).send('GET', '/api/v1/risk-points', undefined, { accept: 'text/csv' })).text();
    const csv = await read();
    expect(csv.split('\r\n')[0]).toMatch(/^code,nameZh,.*,grade,score$/);
    expect(csv).not.toMatch(/王|139/);
    const bad = 'R-9,某处,,pub.fire,,某街,120.05,38.75,wgs84,,ls,9,,1,,某某,2027-01-01,,,';
    const again = await call<ObjectImported>('admin', 'POST', '/import', { csv: csv + bad });
    expect(again.body).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(again.body.rejected.map((r) => `${r.line} ${r.pointer}`)).toEqual(['4 /assessment/likelihood']);
    expect(await read()).toBe(csv);
  });

  it('leaves the register, and says so', async () => {
    expect((await call('admin', 'DELETE', '/R-2')).status).toBe(204);
    expect(await codes('operator')).toEqual(['R-1']);
    const { rows } = await app.db.query<{ fact: object }>(
      `select fact from journal_entry where type = 'risk-point.changed' and subject = 'R-2' order by seq desc limit 1`,
    );
    expect(rows).toMatchObject([{ fact: { from: 'yellow', to: null } }]);
  });
});

describe('visits', () => {
  const visits = async (username: string, query = '') =>
    (await (await app.as(username)).json<VisitPage>('GET', `/api/v1/visits?${query}`)).body;
  const command = async (username: string, path: string, body: object) =>
    (await app.as(username)).json<Visit & Problem>('POST', `/api/v1/visits${path}`, body);
  const planned = async () => {
    const read = async () => (await visits('duty', 'object=A-1')).visits;
    await eventually(read, (found) => found[0]?.points.length === 1, 10_000);
    return read();
  };
  /** The shop, and its fire point, were last looked at ten weeks ago. */
  const longAgo = async () => {
    await app.db.query(`update object set checked_at = city_now() - interval '70 days' where code = 'A-1'`);
    await app.db.query(`update risk_point set visited_at = city_now() - interval '70 days' where code = 'R-1'`);
    await command('admin', '/plan', { to: (await visits('duty')).today });
  };
  const rows = async (query: string) =>
    (await (await app.as('operator')).json<Rows>('GET', `/api/v1/rows?query=${query}`)).body;

  it('are planned by grade, several matters at once, and told when they are late', async () => {
    await longAgo();
    const [visit] = await planned();
    expect(visit).toMatchObject({
      ...{ reason: 'frequency', object: { code: 'A-1' }, points: [{ code: 'R-1', grade: 'orange' }] },
      ...{ state: 'planned', overdue: true, isJoint: false, topics: ['fire'] },
    });
    const { overdue, today } = await visits('operator', 'overdue=true');
    expect(overdue).toBe(1);
    expect(await rows(`visits.overdue&day=${today}`)).toMatchObject({ total: 1, rows: [{ subject: 'A-1' }] });
    expect((await visits('officer', 'mine=true')).total).toBe(0);
    expect((await (await app.as('display')).send('GET', '/api/v1/visits')).status).toBe(403);
  });

  it('are assigned by who keeps the register, and the plan leaves that alone', async () => {
    const [visit] = await planned();
    const { id = '', version = 0 } = visit ?? {};
    const { today } = await visits('duty');
    expect((await command('operator', `/${id}/assignment`, { unit: null, version })).status).toBe(403);
    expect((await command('duty', `/${id}/assignment`, { unit: 'nobody', version })).body.errors).toMatchObject([
      { pointer: '/unit', code: 'visit/unknown-unit' },
    ]);
    const given = await command('duty', `/${id}/assignment`, { unit: null, plannedOn: today, version });
    expect(given.body).toMatchObject({ plannedOn: today, version: version + 1 });
    expect(await command('duty', `/${id}/assignment`, { unit: null, version })).toMatchObject({
      status: 409,
      body: { code: 'visit/changed', present: { version: version + 1 } },
    });
  });

  it('end with a record: hazards open a re-check, become incidents by a person, and the next visit is planned', async () => {
    const [visit] = await planned();
    const { id = '', version = 0 } = visit ?? {};
    const key = '01900000-0000-7000-8000-000000000001';
    const hazard = { key, topic: 'fire', level: 'major', text: '燃气间堆放杂物', point: 'R-1' };
    const record = (more: object, who = 'duty') =>
      command(who, `/${id}/record`, { outcome: 'hazards', topics: ['fire'], hazards: [hazard], version, ...more });
    expect((await record({}, 'operator')).status).toBe(403);
    expect((await record({}, 'officer')).body.code).toBe('visit/unknown');
    expect((await record({ hazards: [] })).body.errors).toMatchObject([{ pointer: '/hazards' }]);
    expect((await record({ outcome: 'clean' })).body.errors).toMatchObject([{ code: 'visit/hazards-told' }]);
    expect((await record({ topics: ['food'] })).body.errors).toMatchObject([{ code: 'visit/foreign-topic' }]);
    const done = await record({});
    expect(done.body).toMatchObject({ state: 'done', outcome: 'hazards', hazards: [{ id: key, incident: null }] });
    const { today } = await visits('duty');
    expect((done.body.nextDueOn ?? '') > today).toBe(true);
    expect((await call<RiskPoint>('duty', 'GET', '/R-1')).body.visitOverdue).toBe(false);
    expect(await record({})).toMatchObject({ status: 409, body: { code: 'visit/not-planned' } });

    const recheck = (await visits('duty', 'object=A-1')).visits.find((v) => v.reason === 'recheck');
    expect(recheck).toMatchObject({ topics: ['fire'], toRecheck: [{ id: key, level: 'major' }] });
    expect(await rows('hazards.open')).toMatchObject({ total: 1, rows: [{ id: key, hazardLevel: 'major' }] });

    const occurredAt = new Date().toISOString();
    const what = { key, title: hazard.text, object: 'A-1', occurredAt };
    const types = await app.db.query<{ code: string }>(
      `select code from catalogue_type where stream = 'incident' order by code limit 1`,
    );
    const sent = await (await app.as('officer')).send('POST', '/api/v1/calls', { ...what, type: types.rows[0]?.code });
    expect(sent.status).toBeLessThan(300);
    const become = async () => (await visits('duty', 'state=done&object=A-1')).visits[0]?.hazards[0]?.incident ?? null;
    await eventually(become, (incident) => incident !== null, 10_000);
    expect((await become())?.no).toMatch(/\d/);

    const again = await command('duty', `/${recheck?.id}/record`, {
      ...{ outcome: 'clean', topics: ['fire'], fixed: [key], version: recheck?.version },
    });
    expect(again.body).toMatchObject({ state: 'done', outcome: 'clean' });
    expect((await rows('hazards.open')).total).toBe(0);
    const { rows: facts } = await app.db.query<{ fact: { what: string; hazards: number }; actor: string }>(
      `select fact, actor from journal_entry where type = 'visit.changed' order by seq`,
    );
    expect(facts.map(({ fact, actor }) => `${fact.what} ${fact.hazards} ${actor}`)).toEqual([
      'assigned 0 duty',
      'done 1 duty',
      'done 0 duty',
    ]);
  });

  it('stay due where nobody was met', async () => {
    await longAgo();
    const [visit] = await planned();
    const absent = { outcome: 'absent', topics: ['fire'], version: visit?.version };
    expect((await command('duty', `/${visit?.id}/record`, absent)).body.state).toBe('done');
    const [again] = await planned();
    expect(again).toMatchObject({ reason: 'frequency', overdue: true });
    expect(again?.id).not.toBe(visit?.id);
  });

  it('can be asked for with a reason and several matters, and taken off the plan', async () => {
    const { today } = await visits('duty');
    const asked = { object: 'A-1', reason: 'campaign', topics: ['fire', 'gas', 'licence'], plannedOn: today };
    expect((await command('duty', '', { ...asked, reason: 'frequency' })).status).toBe(422);
    expect((await command('duty', '', { ...asked, topics: [] })).status).toBe(422);
    expect((await command('duty', '', { ...asked, object: 'X' })).body.errors).toMatchObject([
      { code: 'visit/unknown-subject' },
    ]);
    const made = await command('duty', '', asked);
    expect(made).toMatchObject({ status: 201, body: { isJoint: true, reason: 'campaign', state: 'planned' } });
    const off = { reason: '活动取消了', version: made.body.version };
    expect((await command('duty', `/${made.body.id}/cancel`, off)).body).toMatchObject({ state: 'cancelled' });
    expect((await command('duty', `/${made.body.id}/cancel`, off)).body.code).toBe('visit/not-planned');
  });

  it('come as often as the table says, whose change is at once on the plan', async () => {
    const read = async () =>
      (await (await app.as('admin')).json<VisitFrequencies>('GET', '/api/v1/visit-frequencies')).body.frequencies;
    const put = async (frequencies: VisitFrequency[], who = 'admin') =>
      (await app.as(who)).send('PUT', '/api/v1/visit-frequencies', { frequencies });
    const table = await read();
    expect(table.find((f) => f.scale === 'object' && f.grade === 'red')).toMatchObject({ everyDays: 2, days: 'every' });
    expect((await put(table, 'duty')).status).toBe(403);
    expect((await put(table.map((f) => ({ ...f, grade: 'red' as const })))).status).toBe(422);
    const rare = table.map((f) => ({ ...f, everyDays: 1000, source: '试行办法' }));
    expect((await put(rare)).status).toBe(200);
    expect(await read()).toContainEqual(expect.objectContaining({ everyDays: 1000, source: '试行办法' }));
    expect((await visits('operator', 'overdue=true')).total).toBe(0);
    expect((await put(table)).status).toBe(200);
    expect((await visits('operator', 'overdue=true')).total).toBe(1);
  });
});
