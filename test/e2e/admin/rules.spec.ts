import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TimeLimits } from '../../../protocol/clocks.js';
import type { NoticePreview, NoticeTemplates, ReceiverAdded, Receivers } from '../../../protocol/notice.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Procedure, Procedures, ProcedureVersions } from '../../../protocol/procedure.js';
import type { ReportRules } from '../../../protocol/report.js';
import type { Caller } from '../../support/caller.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

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
