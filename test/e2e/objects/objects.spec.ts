import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importRegister } from '../../../cli/registers/register-import.js';
import type { RegisterTask } from '../../../cli/registers/register-take.js';
import type { ObjectFile, ObjectImported, ObjectPage, RegisteredObject } from '../../../protocol/object.js';
import type { Problem } from '../../../protocol/problem.js';
import type { ProfileError } from '../../../server/city/profile/fault.js';
import { loadConfig } from '../../../server/platform/config.js';
import { Database } from '../../../server/platform/database.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';
import { registerShops, shopOf } from '../../support/objects.js';

const PHONE = '13912345678';
const OWNER = { name: '王小明', phone: PHONE };
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  await registerShops(app, [
    shopOf('A-1', { nameZh: '老李面馆', category: 'catering', contact: OWNER }),
    shopOf('B-1', { location: { ...THERE, crs: 'wgs84' } }),
  ]);
}, 60_000);
afterAll(() => app?.close());

const call = async <T>(username: string, verb: string, path: string, body?: object) =>
  (await app.as(username)).json<T & Problem>(verb, `/api/v1/objects${path}`, body);
const codes = async (username: string, query = '') =>
  (await call<ObjectPage>(username, 'GET', `?${query}`)).body.objects.map((o) => o.code);

describe('the register', () => {
  it('knows where an object lies and grades it at once', async () => {
    const { body } = await call<ObjectFile>('operator', 'GET', '/A-1');
    expect(body).toMatchObject({ district: '990101', grade: 'green', offences: 0, open: 0, overdue: 0, version: 1 });
    expect(body.h3).toMatch(/^89[0-9a-f]{13}$/);
    // A restaurant's 10 points less 9 for 90 days without an offence.
    expect(body.reason).toMatchObject({ score: 1, rule: 1, cleanDays: 90 });
    expect(body.grades).toMatchObject([{ grade: 'green' }]);
  });

  it('is read within one’s districts and by those who may', async () => {
    expect(await codes('operator')).toEqual(['A-1', 'B-1']);
    expect(await codes('officer')).toEqual(['A-1']);
    expect(await call('officer', 'GET', '/B-1')).toMatchObject({ status: 404, body: { code: 'object/unknown' } });
    expect(await codes('operator', 'q=面馆&grade=green,red')).toEqual(['A-1']);
    expect((await call<ObjectPage>('operator', 'GET', '?grade=red')).body).toMatchObject({
      ...{ total: 0, byGrade: { red: 0, yellow: 0, green: 2 }, objects: [] },
    });
    const page = await call<ObjectPage>('operator', 'GET', '?limit=1');
    expect(page.body).toMatchObject({ total: 2, objects: [{ code: 'A-1' }] });
    expect(await codes('operator', `cursor=${page.body.cursor}`)).toEqual(['B-1']);
    expect(await call('operator', 'GET', '?cursor=nonsense')).toMatchObject({ status: 400 });
    expect((await call('display', 'GET', '')).status).toBe(403);
  });

  it('shows its contact masked, keeps it sealed, and opens it for a reason that the audit keeps', async () => {
    const { body } = await call<RegisteredObject>('admin', 'GET', '/A-1');
    expect(body.contact).toEqual({ name: '王**', phone: '139****5678' });
    const { rows } = await app.db.query<{ text: string }>('select o::text as text from object o');
    expect(rows.map((r) => r.text).join()).not.toMatch(new RegExp(`${OWNER.name}|${PHONE}`));
    expect((await call('admin', 'GET', '/A-1/contact?reason=just-looking')).status).toBe(403);
    expect((await call('duty', 'GET', '/A-1/contact?reason=x')).status).toBe(422);
    expect((await call('duty', 'GET', '/B-1/contact?reason=call-them')).status).toBe(404);
    expect((await call('duty', 'GET', '/A-1/contact?reason=call-them')).body).toMatchObject(OWNER);
    const kept = await app.db.query('select actor, subject, detail from audit_entry where action = $1', [
      'object.contactRevealed',
    ]);
    expect(kept.rows).toEqual([{ actor: 'duty', subject: 'A-1', detail: { reason: 'call-them' } }]);
  });

  it('is changed by who saw what stands now, each in his districts', async () => {
    const { code: _code, ...shop } = shopOf('A-1', { nameZh: '老李面馆（新）', category: 'catering' });
    const put = (username: string, path: string, body: object) => call<RegisteredObject>(username, 'PUT', path, body);
    expect(await put('duty', '/A-1', { ...shop, version: 1 })).toMatchObject({
      status: 200,
      body: { nameZh: '老李面馆（新）', version: 2, contact: { name: '王**' } },
    });
    expect(await put('duty', '/A-1', { ...shop, version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'object/changed', present: { version: 2 } },
    });
    expect((await put('duty', '/B-1', { ...shop, version: 1 })).body.code).toBe('object/out-of-reach');
    const away = { ...shop, location: THERE, version: 2 };
    expect((await put('duty', '/A-1', away)).body.code).toBe('object/out-of-reach');
    expect((await put('operator', '/A-1', { ...shop, version: 2 })).status).toBe(403);
    expect((await put('admin', '/A-1', { ...shop, contact: null, version: 2 })).body.contact).toBeNull();
    expect((await call('admin', 'POST', '', shopOf('A-1'))).body.code).toBe('object/exists');
  });

  it('refuses what cannot be, with a pointer', async () => {
    const bad = async (more: object) => (await call('admin', 'POST', '', { ...shopOf('X-1'), ...more })).body;
    expect((await bad({ district: '990102' })).errors).toMatchObject([
      { pointer: '/district', code: 'object/district-differs' },
    ]);
    expect((await bad({ district: 'nowhere' })).errors).toMatchObject([{ code: 'object/unknown-district' }]);
    expect((await bad({ contact: { name: '王', phone: 'none' } })).errors).toMatchObject([
      { pointer: '/contact/phone' },
    ]);
    expect((await bad({ validFrom: '2026-02-01', validTo: '2026-01-01' })).errors).toMatchObject([
      { pointer: '/validTo' },
    ]);
    expect((await bad({ grade: 'green' })).status).toBe(422);
  });

  it('takes a file in: good lines are written, the others are told one by one', async () => {
    const csv = [
      'code,kind,nameZh,category,address,lon,lat,crs,contactName,contactPhone',
      'C-1,shop,水果店,retail,辽宁路 3 号,120.03,38.73,wgs84,李四,13800001111',
      'C-2,palace,没有的类型,retail,辽宁路 4 号,120.03,38.73,,,',
      'C-1,shop,又一家,retail,辽宁路 5 号,120.03,38.73,,,',
      'C-3,shop,不在本区,retail,远处 1 号,120.15,38.75,,,',
      'C-4,shop,坏电话,retail,辽宁路 6 号,120.03,abc,,张三,无',
      'C-5,shop,没坐标,other,辽宁路 7 号,,,,,',
    ].join('\n');
    const { status, body } = await call<ObjectImported>('duty', 'POST', '/import', { csv });
    expect(status).toBe(200);
    expect(body.added).toBe(1);
    expect(body.rejected.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`)).toEqual([
      '3 /kind input/invalid-value',
      '4 /code object/twice-in-file',
      '5 /district object/out-of-reach',
      '6 /lat input/invalid-type',
      '6 /contactPhone input/invalid-format',
      // Without a place it lies in no district, so in none of the duty's.
      '7 /district object/out-of-reach',
    ]);
    const again = await call<ObjectImported>('admin', 'POST', '/import', { csv });
    expect(again.body).toMatchObject({ added: 2, changed: 0, unchanged: 1 });
    const moved = csv.replace('李四,13800001111', '李四,13800002222');
    expect((await call<ObjectImported>('admin', 'POST', '/import', { csv: moved })).body).toMatchObject({
      ...{ added: 0, changed: 1, unchanged: 2 },
    });
    expect((await call<RegisteredObject>('admin', 'GET', '/C-1')).body).toMatchObject({
      ...{ version: 2, contact: { name: '李**', phone: '138****2222' } },
    });
    expect((await call('admin', 'POST', '/import', { csv: '"' })).body.errors).toMatchObject([{ pointer: '/csv' }]);
  });

  it('takes a city’s own file in by its mapping: every fault told by line, nothing changed then; again is nothing new', async () => {
    const file = (name: string, text: string) => {
      const path = join(app.dataDir, name);
      writeFileSync(path, text);
      return path;
    };
    // The small city lives in the service's memory only; the command reads the table.
    await app.db.query(
      `insert into area (code, level, name_zh, name_en, geometry) values ('990101', 'district', '一区', 'One', $1)`,
      [
        {
          type: 'Polygon',
          coordinates: [
            [
              [120, 38.7],
              [120.1, 38.7],
              [120.1, 38.8],
              [120, 38.8],
              [120, 38.7],
            ],
          ],
        },
      ],
    );
    const HEAD = '统一社会信用代码,名称,类型,行业,经营场所,经度,纬度,负责人,联系电话,成立日期,备注';
    const shop = (code: string, more = '李四,13800003333,2019/3/7,') =>
      `${code},${code}号店,个体工商户,餐饮,辽宁路 9 号,120.04,38.74,${more}`;
    const take = (register: RegisterTask['register'], name: string, text: string, skipsFaults = false) => {
      const map = resolve(register === 'objects' ? 'maps/shops-zh.json' : 'maps/risk-points-zh.json');
      const task = { register, path: file(name, text), map, crs: null, skipsFaults };
      return importRegister(app.app.get(Database), task, loadConfig());
    };
    const bad = [HEAD, shop('D-1'), shop('D-2', '王五,没有,2019/3/7,'), shop('D-1'), shop('D-3', ',,去年,')].join('\n');
    const refused = await take('objects', 'shops.csv', bad).catch((error: ProfileError) => error.message);
    expect(refused).toBe(
      `The file has 3 fault(s); nothing was imported:
  - shops.csv line 3 (D-2): contactPhone (from 联系电话): must be a phone number
  - shops.csv line 4 (D-1): code (from 统一社会信用代码): D-1 stands in this file already
  - shops.csv line 5 (D-3): validFrom (from 成立日期): Invalid ISO date`,
    );
    expect((await call('admin', 'GET', '/D-1')).status).toBe(404);
    expect(await take('objects', 'shops.csv', bad, true)).toMatchObject({
      ...{ added: 1, changed: 0, unchanged: 0, notes: ['columns not taken: 备注'] },
      left: expect.stringMatching(/D-2[^]*D-1[^]*D-3/),
    });
    expect((await call<RegisteredObject>('duty', 'GET', '/D-1')).body).toMatchObject({
      ...{ district: '990101', category: 'catering', validFrom: '2019-03-07', version: 1, grade: 'green' },
      contact: { name: '李**', phone: '138****3333' },
    });
    const good = [HEAD, shop('D-1'), shop('D-4', ',,,')].join('\n');
    expect(await take('objects', 'shops.csv', good)).toMatchObject({ added: 1, changed: 0, unchanged: 1, left: null });
    expect(await take('objects', 'shops.csv', good)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });

    const feature = (properties: object, coordinates = [120.05, 38.75]) => ({
      ...{ type: 'Feature', geometry: { type: 'Point', coordinates } },
      properties: {
        ...{
          编号: 'F-1',
          风险点名称: '油烟管道',
          风险类别: '消防',
          所属单位代码: 'D-1',
          位置: '后厨',
          可能性L: 3,
          后果S: 3,
        },
        ...{ 工程技术措施: '自动灭火', 管理措施: '', 培训教育: '', 应急处置: '', 责任单位: '李四餐饮', 责任人: '李四' },
        ...{ 联系电话: '13800003333', 下次评估: '2027/6/30', ...properties },
      },
    });
    const points = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
    const strange = points(
      feature({}),
      feature({ 编号: 'F-2', 所属单位代码: 'NONE' }),
      feature({ 编号: 'F-3', 风险类别: '?' }),
    );
    expect(await take('risk-points', 'p.geojson', strange).catch((error: ProfileError) => error.message)).toMatch(
      /feature 1 \(F-2\): object \(from 所属单位代码\): no object NONE[^]*feature 2 \(F-3\): category \(from 风险类别\): \? is no type/,
    );
    expect(await take('risk-points', 'p.geojson', points(feature({})))).toMatchObject({ added: 1, left: null });
    expect(await take('risk-points', 'p.geojson', points(feature({})))).toMatchObject({ added: 0, unchanged: 1 });
    const written = await app.db.query(
      `select (select count(*)::int from journal_entry where type = 'risk-point.changed' and subject = 'F-1') as facts,
         (select json_agg(json_build_object('controls', controls, 'grade', grade)) from risk_point where code = 'F-1') as points,
         (select count(*)::int from audit_entry where actor = 'city:import' and action = 'objects.imported') as audited,
         (select string_agg(a::text, '') from audit_entry a) ~ '1380000' as leaks`,
    );
    expect(written.rows).toMatchObject([
      {
        ...{ facts: 1, audited: 3, leaks: false },
        points: [{ grade: 'yellow', controls: [{ kind: 'engineering', text: '自动灭火' }] }],
      },
    ]);
  });

  it('tells an incident which object it is about: by what the source says, else by the nearest of that name', async () => {
    const objectOf = async (item: object) => {
      const incident = await app.open('camera', item);
      return { incident, object: (await app.file(incident.id)).object };
    };
    const near = { location: { lon: 120.0501, lat: 38.7501 } };
    const named = await objectOf({ ...near, title: '店外经营', object: 'A-1' });
    expect(named.object).toMatchObject({ code: 'A-1', nameZh: '老李面馆（新）', grade: 'green', offences: 0 });
    await registerShops(app, [shopOf('A-2', { nameZh: '隔壁茶铺' })]);
    // Within metres and minutes of the first, but of the shop next door.
    const next = await objectOf({ ...near, title: '隔壁茶铺店外经营' });
    expect(next.incident.id).not.toBe(named.incident.id);
    expect(next.object).toMatchObject({ code: 'A-2' });
    const far = await objectOf({ location: { lon: 120.08, lat: 38.72 }, title: '隔壁茶铺店外经营', object: 'none' });
    expect(far.object).toBeNull();
    const found = await (
      await app.as('operator')
    ).json<{ items: { id: string }[] }>('GET', `/api/v1/incidents?q=${encodeURIComponent('老李面馆')}`);
    expect(found.body.items.map((i) => i.id)).toEqual([named.incident.id]);
    expect((await app.file(named.incident.id, 'display')).object).toBeNull();
    const set = (username: string, object: string | null) => app.act(username, `${far.incident.id}/object`, { object });
    expect((await set('display', 'A-2')).body.code).toBe('permission/denied');
    expect((await set('operator', 'none')).body).toMatchObject({
      code: 'object/unknown',
      errors: [{ pointer: '/object' }],
    });
    expect((await set('operator', 'A-2')).status).toBe(200);
    expect(await app.file(far.incident.id)).toMatchObject({
      object: { code: 'A-2' },
      course: [{}, { what: 'object-set' }],
    });
    expect((await set('operator', 'A-2')).body.code).toBe('incident/nothing-changes');
    const { body } = await call<ObjectFile>('operator', 'GET', '/A-2');
    expect(body).toMatchObject({ open: 2, offences: 0 });
    expect(body.incidents.map((i) => i.no).toSorted()).toEqual([next.incident.no, far.incident.no].toSorted());
    expect((await call<ObjectFile>('officer', 'GET', '/A-2')).body.incidents).toEqual([]);
  });

  it('lets go of an object, and of who answered for it', async () => {
    expect((await call('duty', 'DELETE', '/B-1')).status).toBe(403);
    expect((await (await app.as('admin')).send('DELETE', '/api/v1/objects/C-1')).status).toBe(204);
    expect((await call('admin', 'GET', '/C-1')).status).toBe(404);
    const { rows } = await app.db.query('select contact_phone from object where code = $1', ['C-1']);
    expect(rows).toEqual([{ contact_phone: null }]);
  });
});
