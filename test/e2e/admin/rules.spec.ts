import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ChecklistRow, Checklists } from '../../../protocol/checklist.js';
import type { TimeLimits } from '../../../protocol/clocks.js';
import type { FilingConditions } from '../../../protocol/filing.js';
import type { GradeRuleRow, GradeRules } from '../../../protocol/grade-rule.js';
import type { DutyShifts, DutyShiftVersions } from '../../../protocol/handover.js';
import type { NoticePreview, NoticeTemplates, ReceiverAdded, Receivers } from '../../../protocol/notice.js';
import type { ObjectFile } from '../../../protocol/object.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Procedure, Procedures, ProcedureVersions } from '../../../protocol/procedure.js';
import type { ReportRules } from '../../../protocol/report.js';
import type { Caller } from '../../support/caller.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { registerShops, shopOf } from '../../support/objects.js';

let app: IncidentApp;
let admin: Caller;
beforeAll(async () => {
  app = await bootIncidents({ CITY_CLOCK: '2026-11-22T02:00:00+08:00@1' });
  admin = await app.as('admin');
}, 60_000);
afterAll(() => app?.close());

const read = async <T>(path: string) => (await admin.json<T>('GET', `/api/v1/${path}`)).body;
const post = (path: string, body: object = {}) => admin.json<Problem>('POST', `/api/v1/${path}`, body);
const pointers = ({ body }: { body: Problem }) => body.errors?.map((e) => e.pointer);
const audited = async (action: string) =>
  (await app.db.query('select from audit_entry where action = $1', [action])).rowCount;

it('a new version of a procedure is checked as at the start, waits, and takes only what opens after it is activated', async () => {
  const { procedures } = await read<Procedures>('procedures');
  const old = procedures.find((p) => p.id === 'city-management') as Procedure;
  const before = await app.open('grid', {});
  const next = { ...old, version: old.version + 1, nameZh: '数字城管（新）' };

  const lost = { id: 'lost', nameZh: '失', nameEn: 'Lost', lane: 'onsite', step: null, clock: 'runs', limit: null };
  const faulty = { ...next, states: [...next.states, lost], initial: 'nowhere' };
  expect(pointers(await post('procedures', faulty))).toEqual(['/initial']);
  const dead = await post('procedures', { ...next, states: [...next.states, lost] });
  expect(dead).toMatchObject({ status: 422, body: { code: 'procedure/faulty' } });
  expect(new Set(pointers(dead))).toEqual(new Set([`/states/${next.states.length}`]));
  const nobody = { ...next, transitions: next.transitions.map((t, i) => (i === 1 ? { ...t, permissions: [] } : t)) };
  expect(pointers(await post('procedures', nobody))).toEqual(['/transitions/1/permissions']);
  expect(pointers(await post('procedures', old))).toEqual(['/version']);
  expect((await post('procedures', { ...next, id: 'no-such' })).body.code).toBe('procedure/unknown');
  expect(pointers(await post('procedures', { ...next, states: 'x' }))?.[0]).toBe('/states');

  expect((await post('procedures', next)).status).toBe(201);
  const versionOf = async (id: string) => (await app.file(id)).procedureVersion;
  expect(await versionOf((await app.open('grid', { location: { lon: 120.02, lat: 38.75 } })).id)).toBe(old.version);
  expect((await post(`procedure-versions/${next.id}/${next.version}/activations`)).status).toBe(200);
  const after = await app.open('grid', { location: { lon: 120.04, lat: 38.75 } });
  expect([await versionOf(before.id), await versionOf(after.id)]).toEqual([old.version, next.version]);
  const { versions } = await read<ProcedureVersions>('procedure-versions');
  expect(versions.filter((v) => v.id === next.id).map((v) => [v.version, v.active, v.open, v.addedBy])).toEqual([
    [next.version, true, 1, '赵岚'],
    [old.version, false, 2, null],
  ]);
  expect((await post(`procedure-versions/${next.id}/99/activations`)).status).toBe(404);
  expect(await audited('procedure.activated')).toBe(1);
});

it('limits are imported for days ahead only; what has held ends the day before and stays readable', async () => {
  const head = 'id,name,type,calendar,amount,unit,effectiveFrom,source';
  const send = (...lines: string[]) => post('time-limits', { csv: [head, ...lines].join('\n') });
  const bad = await send(
    'a,甲,env.exposed_garbage,working,3,hour,2026-11-22,市令',
    'b,乙,no.such,nowhere,0,hour,2026-12-01,市令',
    'c,丙,no.such,nowhere,3,hour,2026-12-01,市令',
  );
  expect(pointers(bad)).toEqual(['/csv/1/amount']);
  const judged = await send(
    'a,甲,env.exposed_garbage,working,3,hour,2026-11-22,市令',
    'c,丙,no.such,nowhere,3,hour,2026-12-01,市令',
  );
  expect(pointers(judged)).toEqual(['/csv/0/effectiveFrom', '/csv/1/calendar', '/csv/1/type']);
  expect(
    (await send('env.exposed-garbage,甲,env.exposed_garbage,working,3,hour,2026-12-01,市令')).body.errors?.[0]?.code,
  ).toBe('limit/id-taken');

  const done = await send('own.garbage,暴露垃圾（新）,env.exposed_garbage,working,3,hour,2026-12-01,市令 12 号');
  expect(done).toMatchObject({ status: 201, body: { added: 1, ended: 1 } });
  const { limits } = await read<TimeLimits>('time-limits');
  const of = (id: string) => limits.find((l) => l.id === id);
  expect(of('env.exposed-garbage')).toMatchObject({ amount: 4, effectiveTo: '2026-11-30' });
  expect(of('own.garbage')).toMatchObject({ amount: 3, effectiveFrom: '2026-12-01', source: '市令 12 号' });
  const earlier = await send('own.garbage-2,甲,env.exposed_garbage,working,2,hour,2026-11-25,市令');
  expect(earlier.body.errors?.[0]?.code).toBe('limit/contradicts');

  const drop = (id: string) => admin.json<Problem>('DELETE', `/api/v1/time-limits/${id}`);
  expect((await drop('env.exposed-garbage')).body.code).toBe('limit/has-begun');
  expect((await admin.send('DELETE', '/api/v1/time-limits/own.garbage')).status).toBe(204);
  expect(await audited('time-limit.imported')).toBe(1);
});

it('a report rule is changed by one that follows it', async () => {
  const rules = async () => (await read<ReportRules>('report-rules')).rules;
  const old = (await rules()).find((r) => r.id === 'first.phone.1');
  const next = {
    ...old,
    id: 'first.phone.1.own',
    minutes: 10,
    effectiveFrom: '2026-12-01',
    source: '市令',
    replaces: old?.id,
  };
  expect(pointers(await post('report-rules', { ...next, effectiveFrom: '2026-11-22' }))).toEqual(['/effectiveFrom']);
  expect((await post('report-rules', next)).status).toBe(201);
  expect((await post('report-rules', next)).body.code).toBe('report-rule/id-taken');
  const now = new Map((await rules()).map((r) => [r.id, r]));
  expect([now.get('first.phone.1')?.effectiveTo, now.get(next.id)?.minutes]).toEqual(['2026-11-30', 10]);
  expect((await post('report-rules/first.written.1/end')).body).toMatchObject({ effectiveTo: '2026-11-22' });
});

it('a filing condition is changed by one that follows it; every fault has its field, and what was filed by the old one keeps it', async () => {
  const next = {
    ...{ type: 'env.rubble', id: 'building-waste.2', nameZh: '建筑垃圾 1 方以上', nameEn: 'Building waste above 1 m³' },
    ...{ validFrom: '2026-12-01', source: '市令 12 号', replaces: 'building-waste' },
  };
  const faulty = { ...next, id: 'spoil-heap', validFrom: '2026-11-22', validTo: '2026-11-01', replaces: 'nothing' };
  expect(pointers(await post('filing-conditions', faulty))).toEqual(['/id', '/validFrom', '/validTo', '/replaces']);
  expect(pointers(await post('filing-conditions', { ...next, type: 'no.such', replaces: null }))).toEqual(['/type']);
  const done = await admin.json<FilingConditions>('POST', '/api/v1/filing-conditions', next);
  expect(done.status).toBe(201);
  const of = (id: string) => done.body.conditions.find((c) => c.id === id);
  expect(of('building-waste')).toMatchObject({ validTo: '2026-11-30', addedBy: null, endedBy: 'admin' });
  expect(of('building-waste.2')).toMatchObject({ validFrom: '2026-12-01', addedBy: 'admin', endedBy: null });
  const { filing } = await app.file((await app.open('grid', { type: 'env.rubble' })).id);
  expect(filing.choices.map((c) => c.id)).toEqual(['building-waste', 'spoil-heap']);
  const end = (id: string) =>
    admin.json<FilingConditions & Problem>('POST', `/api/v1/filing-conditions/env.rubble/${id}/end`);
  // What has not begun never holds; what holds does so to the end of the day.
  expect((await end('building-waste.2')).body.conditions).toContainEqual(
    expect.objectContaining({ validTo: '2026-11-30', endedBy: 'admin', id: 'building-waste.2' }),
  );
  expect((await end('spoil-heap')).body.conditions).toContainEqual(
    expect.objectContaining({ id: 'spoil-heap', validTo: '2026-11-22' }),
  );
  expect((await end('building-waste.2')).body.code).toBe('filing-condition/over');
  expect((await end('nothing')).status).toBe(404);
  expect([await audited('filing-condition.added'), await audited('filing-condition.ended')]).toEqual([1, 2]);
  expect((await (await app.as('operator')).json('POST', '/api/v1/filing-conditions', next)).status).toBe(403);
});

it('a grade rule begins on a day ahead under a number of its own, and can be taken back until then', async () => {
  const { rules, inForce } = await read<GradeRules>('grade-rules');
  expect([inForce, rules.length, rules[0]?.addedBy]).toEqual([1, 1, null]);
  const {
    version: _v,
    addedBy: _b,
    addedAt: _a,
    withdrawnBy: _wb,
    withdrawnAt: _wa,
    ...rule
  } = rules[0] as GradeRuleRow;
  const next = { ...rule, validFrom: '2026-11-23', windowDays: 60, source: '市令 9 号' };
  expect(pointers(await post('grade-rules', { ...next, least: { red: 30, yellow: 30 } }))).toEqual(['/least/red']);
  expect(pointers(await post('grade-rules', { ...next, points: { ...rule.points, offence: -1 } }))).toEqual([
    '/points/offence',
  ]);
  const { other: _o, ...base } = rule.base;
  expect(pointers(await post('grade-rules', { ...next, base }))).toEqual(['/base/other']);
  expect(pointers(await post('grade-rules', { ...next, validFrom: '2026-11-22' }))).toEqual(['/validFrom']);
  expect((await admin.json('POST', '/api/v1/grade-rules', next)).body).toMatchObject({
    ...{ inForce: 1, rules: [{ version: 2, windowDays: 60, addedBy: 'admin' }, { version: 1 }] },
  });
  const drop = (version: number | string) => admin.json<Problem>('DELETE', `/api/v1/grade-rules/${version}`);
  expect([(await drop(1)).body.code, (await drop('x')).status]).toEqual(['grade-rule/has-begun', 422]);
  expect((await drop(2)).body).toMatchObject({ inForce: 1, rules: [{ version: 2, withdrawnBy: 'admin' }, {}] });
  expect((await drop(2)).status).toBe(404);
  expect(await audited('grade-rule.withdrawn')).toBe(1);
  // A rule whose day has come grades: put in force by its day, an object that was green is yellow.
  await registerShops(app, [shopOf('G-1', { category: 'construction' })]);
  const grade = async () => (await read<ObjectFile>('objects/G-1')).reason;
  expect(await grade()).toMatchObject({ rule: 1, windowDays: 90 });
  await app.db.query(`update grade_rule set withdrawn_at = null, valid_from = '2026-11-22' where version = 2`);
  await registerShops(app, [shopOf('G-2', { category: 'construction' })]);
  expect((await read<ObjectFile>('objects/G-2')).reason).toMatchObject({ rule: 2, windowDays: 60 });
});

it('a checklist is changed by its next version, which holds at once; what was begun goes on, and a retired one is offered no more', async () => {
  const lists = await read<Checklists>('checklists');
  const lift = lists.checklists.find((list) => list.id === 'lift') as ChecklistRow;
  const { addedBy: _b, addedAt: _a, retiredBy: _rb, retiredAt: _ra, ...now } = lift;
  const begun = await app.open('grid', { type: 'acc.equip.elevator', title: '电梯困人' });
  await app.act('operator', `${begun.id}/ticks`, { item: 'people', done: true });
  const next = {
    ...now,
    items: [...now.items, { id: 'log', kind: 'do', nameZh: '登记维保单位', nameEn: 'Note the firm' }],
  };
  const faulty = { ...next, types: ['acc.equip.elevator', 'acc.fire', 'zzz'], items: [...now.items, now.items[0]] };
  expect(pointers(await post('checklists', faulty))).toEqual(['/types/1', '/types/2', '/items/6/id']);
  expect(await post('checklists', { ...next, version: 0 })).toMatchObject({
    status: 409,
    body: { code: 'checklist/changed', present: { version: 1 } },
  });
  expect((await post('checklists', next)).status).toBe(201);
  const fresh = await app.open('grid', {
    type: 'acc.equip.elevator',
    title: '电梯又困人',
    location: { lon: 120.03, lat: 38.75 },
  });
  const shown = async (id: string) => (await app.file(id)).checklist;
  expect([(await shown(begun.id))?.version, (await shown(fresh.id))?.items.length]).toEqual([1, 7]);
  const retire = () => admin.json<Checklists>('POST', '/api/v1/checklists/lift/retire');
  expect((await retire()).body.checklists.find((l) => l.id === 'lift')).toMatchObject({
    version: 2,
    retiredBy: 'admin',
  });
  expect([(await retire()).status, (await shown(begun.id))?.version, await shown(fresh.id)]).toEqual([404, 1, null]);
  expect([await audited('checklist.changed'), await audited('checklist.retired')]).toEqual([1, 1]);
});

it('the shifts of the duty room are one set; who saw an older one is told, and every set is kept', async () => {
  const { shifts, version } = await read<DutyShifts>('duty-shifts');
  expect([shifts.map((s) => s.id), version]).toEqual([['day', 'night'], 1]);
  const put = (body: object) => admin.json<DutyShifts & Problem>('PUT', '/api/v1/duty-shifts', body);
  const three = [
    { ...shifts[0], to: '16:00' },
    { ...shifts[0], id: 'late', nameZh: '中班', nameEn: 'Late shift', from: '16:00', to: '00:00' },
    { ...shifts[1], from: '00:00' },
  ];
  expect(pointers(await put({ shifts: [{ ...shifts[0], from: '8' }], version }))).toEqual(['/shifts/0/from']);
  expect((await put({ shifts: three, version })).body).toMatchObject({
    version: 2,
    shifts: [{ id: 'night' }, { id: 'day' }, { id: 'late' }],
  });
  expect(await put({ shifts, version })).toMatchObject({
    status: 409,
    body: { code: 'handover/shifts-changed', present: { version: 2 } },
  });
  const { versions } = await read<DutyShiftVersions>('duty-shifts/versions');
  expect(versions.map((v) => [v.no, v.by, v.shifts.length])).toEqual([
    [2, 'admin', 3],
    [1, null, 2],
  ]);
  expect((await (await app.as('operator')).json('GET', '/api/v1/duty-shifts/versions')).status).toBe(403);
});

it('a permit that ends stays on record', async () => {
  const permit = {
    ...{
      name: '夜市',
      types: ['street.'],
      weekdays: [5, 6, 7],
      from: '18:00',
      to: '23:00',
      validTo: null,
      source: '街道公告',
    },
    ...{
      ring: [
        [120, 38.7],
        [120.01, 38.7],
        [120.01, 38.71],
      ],
      validFrom: '2026-11-01',
    },
  };
  const made = await admin.json<{ id: string }>('POST', '/api/v1/permits', permit);
  expect((await admin.send('DELETE', `/api/v1/permits/${made.body.id}`)).status).toBe(204);
  expect((await admin.send('DELETE', `/api/v1/permits/${made.body.id}`)).status).toBe(404);
  const { rows } = await app.db.query<{ by: string }>('select ended_by as by from permit where id = $1', [
    made.body.id,
  ]);
  expect(rows).toEqual([{ by: 'admin' }]);
});

it('texts of notices name only what they can be filled with, are previewed, and every version is kept', async () => {
  const { templates } = await read<NoticeTemplates>('notice-templates');
  const gap = templates.find((t) => t.id === 'roster-gap');
  expect(gap).toMatchObject({ version: 0, by: null, allowed: ['post', 'from', 'to'] });
  const wrong = await post('notice-templates/roster-gap/preview', { zh: '{post} {phone}', en: '{post' });
  expect(pointers(wrong)).toEqual(['/zh', '/en']);
  const texts = { zh: '空岗：{post} {from}', en: 'Empty: {post} {from}' };
  const shown = await admin.json<NoticePreview>('POST', '/api/v1/notice-templates/roster-gap/preview', texts);
  expect(shown.body).toEqual({ zh: '空岗：值班席 11-22 08:00', en: 'Empty: 值班席 11-22 08:00', sms: 1 });

  const put = (version: number) =>
    admin.json<Problem>('PUT', '/api/v1/notice-templates/roster-gap', { ...texts, version });
  expect((await put(0)).body).toMatchObject({ version: 1, zh: texts.zh });
  expect((await put(0)).body.code).toBe('notice-template/changed');
  expect((await put(1)).body).toMatchObject({ version: 2 });
  await expect(app.db.query('delete from notice_template')).rejects.toThrow(/append-only/);
});

it('a webhook without a secret is given one, which is shown once', async () => {
  const receiver = {
    name: '区平台',
    channel: 'webhook',
    address: 'https://city.example/hook',
    shape: 'plain',
    events: ['test'],
  };
  const { body } = await admin.json<ReceiverAdded>('POST', '/api/v1/notice-receivers', receiver);
  expect(body.secret).toMatch(/^[\w-]{32}$/);
  const list = await read<Receivers>('notice-receivers');
  expect(JSON.stringify(list)).not.toContain(body.secret);
  expect(list.receivers[0]).toMatchObject({ name: '区平台', signed: true, address: 'https://city.example/…' });
});
