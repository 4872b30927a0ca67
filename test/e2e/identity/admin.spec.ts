import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { Audit } from '../../../server/identity/audit.service.js';
import { SourceKeys } from '../../../server/identity/source-keys.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';
import { eventually } from '../../support/eventually.js';

const PASSWORD = 'demo-password-for-tests';
let app: TestApp;
let second: TestApp;
let db: pg.Pool;
let admin: Caller;

beforeAll(async () => {
  const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
  app = await bootApp({ env });
  second = await bootApp({ env, database: app.database, dataDir: app.dataDir });
  db = new pg.Pool({ connectionString: app.database.url });
  await db.query(
    `insert into area (code, level, name_zh, name_en) values ('990101', 'district', '甲区', 'A'), ('990102', 'district', '乙区', 'B')
     on conflict do nothing`,
  );
  admin = await signedIn(app.url, 'admin', PASSWORD);
}, 60_000);

afterAll(async () => {
  await db.end();
  await second.close();
  await app.close();
});

interface Issued {
  account: { id: string; username: string; role: string };
  password: string;
}
const makeAccount = async (username: string, role = 'operator') =>
  (await admin.json<Issued>('POST', '/api/v1/accounts', { username, name: '测试', role })).body;

describe('a new account', () => {
  test('can do nothing but choose a password before it has one of its own', async () => {
    const { password } = await makeAccount('newcomer', 'admin');
    const caller = await signedIn(app.url, 'newcomer', password);
    expect((await caller.json('GET', '/api/v1/accounts')).body['code']).toBe('password/change-first');
    expect((await caller.json('POST', '/api/v1/auth/tokens', {})).body['code']).toBe('password/change-first');
    const short = await caller.json('POST', '/api/v1/auth/password', { current: password, password: 'short' });
    expect([short.status, short.body['code']]).toEqual([422, 'password/too-short']);
    const next = 'grün-Stein läuft weit';
    expect((await caller.send('POST', '/api/v1/auth/password', { current: password, password: next })).status).toBe(
      204,
    );
    expect((await caller.send('GET', '/api/v1/accounts')).status).toBe(200);
    expect((await new Caller(app.url).signIn('newcomer', password)).status).toBe(401);
    expect((await new Caller(app.url).signIn('newcomer', next)).status).toBe(200);
  });

  test('needs three kinds of signs where the city asks for graded protection', async () => {
    await db.query(`insert into setting (name, value) values ('identity.password_profile', '"dengbao"')`);
    const { password } = await makeAccount('graded');
    const caller = await signedIn(app.url, 'graded', password);
    const simple = { current: password, password: 'lowercase letters' };
    expect((await caller.json('POST', '/api/v1/auth/password', simple)).body['code']).toBe('password/too-simple');
    await db.query("delete from setting where name = 'identity.password_profile'");
    expect((await caller.send('POST', '/api/v1/auth/password', simple)).status).toBe(204);
  });

  test('is refused when the name is taken, the district unknown or a field wrong', async () => {
    await makeAccount('taken');
    const again = await admin.json('POST', '/api/v1/accounts', { username: 'taken', name: 'x', role: 'duty' });
    expect([again.status, again.body['code']]).toEqual([409, 'account/exists']);
    const far = { username: 'far', name: 'x', role: 'duty', districts: ['123456'] };
    expect((await admin.json('POST', '/api/v1/accounts', far)).body['code']).toBe('district/unknown');
    const wrong = await admin.json('POST', '/api/v1/accounts', { username: '@system', name: 'x', role: 'emperor' });
    expect(wrong.body['errors']).toEqual([
      expect.objectContaining({ pointer: '/username' }),
      expect.objectContaining({ pointer: '/role' }),
    ]);
  });
});

test('a password reset ends sessions and tokens and gives a one-time password', async () => {
  const { account, password } = await makeAccount('forgetful');
  const caller = await signedIn(app.url, 'forgetful', password);
  const { status, body } = await admin.json<{ password: string }>('POST', `/api/v1/accounts/${account.id}/password`);
  expect(status).toBe(200);
  expect((await caller.send('GET', '/api/v1/me')).status).toBe(401);
  const back = await signedIn(app.url, 'forgetful', body.password);
  expect((await back.json('GET', '/api/v1/me')).body).toMatchObject({ mustChangePassword: true });
});

describe('on every instance, within two seconds', () => {
  const refusedAtSecond = (caller: Caller) =>
    eventually(
      async () => (await caller.send('GET', '/api/v1/me')).status,
      (status) => status === 401,
      2000,
    );
  const elsewhere = async (caller: Caller) => {
    const there = new Caller(second.url);
    there.cookie = caller.cookie;
    expect((await there.send('GET', '/api/v1/me')).status).toBe(200);
    return there;
  };

  test('a logout ends the session', async () => {
    const caller = await signedIn(app.url, 'duty', PASSWORD);
    const there = await elsewhere(caller);
    await caller.send('POST', '/api/v1/auth/logout');
    await refusedAtSecond(there);
  });

  test('a disabled account is out', async () => {
    const { account, password } = await makeAccount('leaver');
    const there = await elsewhere(await signedIn(app.url, 'leaver', password));
    await admin.send('PATCH', `/api/v1/accounts/${account.id}`, { disabled: true });
    await refusedAtSecond(there);
    expect((await new Caller(second.url).signIn('leaver', password)).status).toBe(401);
  });

  test('another role is in force, and sockets of the session are told', async () => {
    const { Sessions } = await import('../../../server/identity/session.service.js');
    const told: string[] = [];
    const sessions = second.app.get(Sessions, { strict: false });
    sessions.onRevoked((id) => told.push(id));
    const caller = await signedIn(app.url, 'leader', PASSWORD);
    const seen = await sessions.authenticate({ cookieHeader: caller.cookie });
    expect(seen?.permissions['rows.text']).toBe('city');
    const { body } = await admin.json<{ id: string; username: string }[]>('GET', '/api/v1/accounts');
    const leader = body.find((a) => a.username === 'leader')?.id ?? '';
    await admin.send('PATCH', `/api/v1/accounts/${leader}`, { role: 'officer', districts: ['990101'] });
    await eventually(
      () => told,
      (ids) => ids.includes(seen?.session ?? ''),
      2000,
    );
    expect(await sessions.authenticate({ cookieHeader: caller.cookie })).toMatchObject({
      role: 'officer',
      districts: ['990101'],
      permissions: { 'situation.read': 'district', 'rows.text': 'none' },
    });
    await admin.send('PATCH', `/api/v1/accounts/${leader}`, { role: 'leader', districts: [] });
  });

  test('a changed role table is in force, and sockets are told', async () => {
    const { Sessions } = await import('../../../server/identity/session.service.js');
    const sessions = second.app.get(Sessions, { strict: false });
    const told: string[] = [];
    sessions.onRevoked((id) => told.push(id));
    const caller = await signedIn(app.url, 'auditor', PASSWORD);
    const seen = await sessions.authenticate({ cookieHeader: caller.cookie });
    expect((await admin.send('PATCH', '/api/v1/roles/auditor', { 'rows.text': 'none' })).status).toBe(200);
    await eventually(
      () => told,
      (ids) => ids.includes(seen?.session ?? ''),
      2000,
    );
    expect((await sessions.authenticate({ cookieHeader: caller.cookie }))?.permissions['rows.text']).toBe('none');
    await admin.send('PATCH', '/api/v1/roles/auditor', { 'rows.text': 'city' });
  });
});

describe('nobody locks everybody out', () => {
  test('the last administrator is neither disabled nor demoted, not even by two at once', async () => {
    const { body } = await admin.json<{ id: string; username: string; role: string; disabled: boolean }[]>(
      'GET',
      '/api/v1/accounts',
    );
    const all = body.filter((a) => a.role === 'admin' && !a.disabled);
    const answers = await Promise.all(
      all.map((a, i) =>
        admin.json('PATCH', `/api/v1/accounts/${a.id}`, i % 2 ? { disabled: true } : { role: 'leader' }),
      ),
    );
    expect(answers.map((a) => a.status)).toContain(409);
    const { rows } = await db.query<{ username: string }>(
      "select username from account where role = 'admin' and disabled_at is null",
    );
    expect(rows).toHaveLength(1);
    await db.query("update account set role = 'admin', disabled_at = null where username = 'admin'");
    await eventually(
      async () =>
        (admin = await signedIn(app.url, 'admin', PASSWORD)).send('GET', '/api/v1/accounts').then((a) => a.status),
      (status) => status === 200,
    );
  });

  test('the role admin keeps accounts, and who administers does not read the audit', async () => {
    const lost = await admin.json('PUT', '/api/v1/roles/admin', { permissions: { 'situation.read': 'city' } });
    expect([lost.status, lost.body['code']]).toEqual([409, 'role/last-admin']);
    const both = await admin.json('PATCH', '/api/v1/roles/admin', { 'audit.read': 'city' });
    expect([both.status, both.body['code']]).toEqual([422, 'role/conflict']);
  });
});

describe('a source key', () => {
  const source = { id: 'hotline', name: '热线', streams: ['complaint'] };
  const makeKey = async () =>
    (await admin.json<{ id: string; key: string }>('POST', '/api/v1/sources/hotline/keys')).body;

  beforeAll(async () => {
    expect((await admin.json('POST', '/api/v1/sources', source)).status).toBe(201);
  });

  test('names its source, at most two live, and a revoked one is refused everywhere within five seconds', async () => {
    const keys = app.app.get(SourceKeys, { strict: false });
    const other = second.app.get(SourceKeys, { strict: false });
    const [one, two] = [await makeKey(), await makeKey()];
    expect(one.key).toMatch(new RegExp(`^cb_${one.id}_[\\w-]{43}$`));
    expect((await admin.json('POST', '/api/v1/sources/hotline/keys')).body['code']).toBe('key/too-many');
    expect(await keys.verify(one.key)).toEqual({ source: 'hotline', keyId: one.id });
    expect(await other.verify(one.key)).toEqual({ source: 'hotline', keyId: one.id });
    expect((await admin.send('DELETE', `/api/v1/sources/hotline/keys/${one.id}`)).status).toBe(204);
    await expect(keys.verify(one.key)).rejects.toMatchObject({ status: 401, code: 'key/unknown' });
    await eventually(
      () =>
        other.verify(one.key).then(
          () => 'heard',
          () => 'refused',
        ),
      (answer) => answer === 'refused',
      5500,
    );
    const { body } = await admin.json<{ keys: { id: string; revokedAt: string | null }[] }[]>('GET', '/api/v1/sources');
    expect(JSON.stringify(body)).not.toContain(two.key.split('_')[2]);
    await admin.send('DELETE', `/api/v1/sources/hotline/keys/${two.id}`);
  }, 15_000);

  test('with a wrong secret, without a key, or of a retired source is refused', async () => {
    const keys = app.app.get(SourceKeys, { strict: false });
    const { id, key } = await makeKey();
    for (const wrong of [
      undefined,
      'x',
      `${key}x`,
      key.slice(0, -1),
      `cb_${id}_${'A'.repeat(43)}`,
      `cbt_${'A'.repeat(43)}`,
    ]) {
      await expect(keys.verify(wrong)).rejects.toMatchObject({ status: 401 });
    }
    await admin.send('POST', '/api/v1/sources/hotline/retire');
    await expect(keys.verify(key)).rejects.toMatchObject({ status: 403, code: 'source/retired' });
    await admin.send('PATCH', '/api/v1/sources/hotline', { retired: false, expectEverySeconds: 60 });
    await expect(keys.verify(key)).resolves.toMatchObject({ source: 'hotline' });
  });

  test('is no sign-in', async () => {
    const { key, id } = await makeKey();
    const script = new Caller(app.url, null);
    script.bearer = key;
    expect((await script.send('GET', '/api/v1/me')).status).toBe(401);
    await admin.send('DELETE', `/api/v1/sources/hotline/keys/${id}`);
  });
});

describe('the audit', () => {
  test('holds sign-ins and changes, without passwords or keys, for the auditor only', async () => {
    const auditor = await signedIn(app.url, 'auditor', PASSWORD);
    const { status, body } = await auditor.json<{ items: { action: string }[]; cursor: string }>(
      'GET',
      '/api/v1/audit?limit=5',
    );
    expect([status, body.items.length]).toEqual([200, 5]);
    const { body: older } = await auditor.json<{ items: { action: string }[] }>(
      'GET',
      `/api/v1/audit?limit=500&cursor=${body.cursor}`,
    );
    const actions = new Set([...body.items, ...older.items].map((i) => i.action));
    for (const action of [
      'login.succeeded',
      'account.created',
      'key.created',
      'key.revoked',
      'role.changed',
      'password.reset',
    ]) {
      expect(actions).toContain(action);
    }
    expect(JSON.stringify([body, older])).not.toMatch(new RegExp(`${PASSWORD}|cb_[0-9a-f]{12}_`));
    const keyMade = await auditor.json<{ items: { actor: string }[] }>(
      'GET',
      '/api/v1/audit?action=key.created&actor=admin',
    );
    expect(keyMade.body.items.length).toBeGreaterThan(0);
    expect((await admin.send('GET', '/api/v1/audit')).status).toBe(403);
  });

  test('cannot be changed, shortened or emptied', async () => {
    await app.app.get(Audit, { strict: false }).record({ actor: null, action: 'test.done' });
    for (const sql of ["update audit_entry set actor = 'x'", 'delete from audit_entry', 'truncate audit_entry']) {
      await expect(db.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
