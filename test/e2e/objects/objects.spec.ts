import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectFile, ObjectImported, ObjectPage, RegisteredObject } from '../../../protocol/object.js';
import type { Problem } from '../../../protocol/problem.js';
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
    expect(again.body).toMatchObject({ added: 2, changed: 1 });
    expect((await call<RegisteredObject>('admin', 'GET', '/C-1')).body).toMatchObject({
      ...{ version: 2, contact: { name: '李**', phone: '138****1111' } },
    });
    expect((await call('admin', 'POST', '/import', { csv: '"' })).body.errors).toMatchObject([{ pointer: '/csv' }]);
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
