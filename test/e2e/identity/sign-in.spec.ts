import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';
import { eventually } from '../../support/eventually.js';

const PASSWORD = 'demo-password-for-tests';
let app: TestApp;
let db: pg.Pool;

beforeAll(async () => {
  app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
  db = new pg.Pool({ connectionString: app.database.url });
}, 60_000);

afterAll(async () => {
  await db.end();
  await app.close();
});

test('signing in answers who one is and sets a cookie that scripts of the page cannot read', async () => {
  const caller = new Caller(app.url);
  const answer = await caller.signIn('operator', PASSWORD);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    username: 'operator',
    role: 'operator',
    permissions: { 'rows.text': 'city' },
  });
  expect(answer.headers.getSetCookie()[0]).toMatch(
    /^__Host-cb=[\w-]{43}; Secure; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
  );
  for (const path of ['/api/v1/me', '/api/v1/auth/me']) {
    expect((await caller.json('GET', path)).body).toMatchObject({ username: 'operator', mustChangePassword: false });
  }
});

test('without a session the answer is 401 session/missing', async () => {
  const { status, body } = await new Caller(app.url).json('GET', '/api/v1/me');
  expect([status, body['code']]).toEqual([401, 'session/missing']);
});

test('a wrong password, an unknown name and a wrong case of the password answer alike', async () => {
  const answers = [];
  for (const [name, password] of [
    ['leader', 'wrong'],
    ['nobody-here', 'wrong'],
    ['leader', PASSWORD.toUpperCase()],
  ] as const) {
    const { status, body } = await new Caller(app.url).json('POST', '/api/v1/auth/login', { username: name, password });
    answers.push([status, body['code'], body['detail']]);
  }
  expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
  expect(answers[0]?.slice(0, 2)).toEqual([401, 'login/failed']);
});

test('a session brought along is never taken over, and ends', async () => {
  const planted = await signedIn(app.url, 'display', PASSWORD);
  const victim = new Caller(app.url);
  victim.cookie = planted.cookie;
  await victim.signIn('operator', PASSWORD);
  expect(victim.cookie).not.toBe(planted.cookie);
  expect((await planted.send('GET', '/api/v1/me')).status).toBe(401);
  const chosen = new Caller(app.url);
  chosen.cookie = '__Host-cb=chosen-by-an-attacker-chosen-by-an-attacker';
  await chosen.signIn('operator', PASSWORD);
  expect(chosen.cookie).not.toContain('attacker');
});

test('logging out ends the session at once', async () => {
  const caller = await signedIn(app.url, 'operator', PASSWORD);
  const answer = await caller.send('POST', '/api/v1/auth/logout');
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
  expect((await caller.send('GET', '/api/v1/me')).status).toBe(401);
});

test('sessions end when idle, and in any case after seven days', async () => {
  for (const sql of ["seen_at = clock_timestamp() - interval '12 hours 1 second'", 'expires_at = clock_timestamp()']) {
    const caller = await signedIn(app.url, 'auditor', PASSWORD);
    await db.query(`update session s set ${sql} from account a where a.id = s.account and a.username = 'auditor'`);
    await eventually(
      async () => (await caller.send('GET', '/api/v1/me')).status,
      (status) => status === 401,
      2000,
    );
  }
});

test('only hashes of session tokens are stored', async () => {
  const caller = await signedIn(app.url, 'operator', PASSWORD);
  const token = caller.cookie.split('=')[1] ?? '';
  const { rows } = await db.query<{ n: number }>(
    "select count(*)::int as n from session s where s::text like '%' || $1 || '%' or encode(token_hash, 'escape') like '%' || $1 || '%'",
    [token],
  );
  expect(rows[0]?.n).toBe(0);
});

describe('a personal token', () => {
  test('works without a cookie or an Origin, and not after it is revoked', async () => {
    const caller = await signedIn(app.url, 'operator', PASSWORD);
    const { status, body } = await caller.json<{ id: string; token: string }>('POST', '/api/v1/auth/tokens', {
      label: 'cron',
    });
    expect(status).toBe(201);
    expect(body.token).toMatch(/^cbt_/);
    const script = new Caller(app.url, null);
    script.bearer = body.token;
    expect((await script.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await script.json('POST', '/api/v1/auth/tokens', {})).body['code']).toBe('session/needs-sign-in');
    const { body: listed } = await caller.json<{ id: string; label: string }[]>('GET', '/api/v1/auth/tokens');
    expect(listed).toEqual([expect.objectContaining({ id: body.id, label: 'cron' })]);
    expect(JSON.stringify(listed)).not.toContain(body.token);
    expect((await caller.send('DELETE', `/api/v1/auth/tokens/${body.id}`)).status).toBe(204);
    expect((await script.send('GET', '/api/v1/me')).status).toBe(401);
  });

  test('of someone else cannot be revoked', async () => {
    const owner = await signedIn(app.url, 'operator', PASSWORD);
    const { body } = await owner.json<{ id: string }>('POST', '/api/v1/auth/tokens', {});
    const other = await signedIn(app.url, 'duty', PASSWORD);
    expect((await other.send('DELETE', `/api/v1/auth/tokens/${body.id}`)).status).toBe(404);
  });
});

describe('a display link', () => {
  test('opens a wall without personal data until it is revoked', async () => {
    const admin = await signedIn(app.url, 'admin', PASSWORD);
    const { status, body } = await admin.json<{ id: string; url: string; token: string }>(
      'POST',
      '/api/v1/display-links',
      {
        wall: 'main',
        label: '前厅',
      },
    );
    expect(status).toBe(201);
    expect(body.url).toBe(`/wall/main#${body.token}`);
    const wall = new Caller(app.url);
    const exchanged = await wall.send('POST', '/api/v1/auth/display', { token: body.token });
    wall.keep(exchanged);
    expect(await exchanged.json()).toMatchObject({
      role: 'display',
      permissions: { 'rows.text': 'none', 'situation.read': 'city' },
    });
    expect((await wall.send('GET', '/api/v1/me')).status).toBe(200);
    expect(JSON.stringify((await admin.json('GET', '/api/v1/display-links')).body)).not.toContain(body.token);
    await admin.send('DELETE', `/api/v1/display-links/${body.id}`);
    expect((await wall.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await wall.json('POST', '/api/v1/auth/display', { token: body.token })).body['code']).toBe(
      'display-link/unknown',
    );
  });

  test('cannot be made out of the session of a person', async () => {
    const caller = await signedIn(app.url, 'operator', PASSWORD);
    const token = caller.cookie.split('=')[1];
    expect((await caller.send('POST', '/api/v1/auth/display', { token })).status).toBe(401);
  });
});

test('the demo list is shown on loopback and hidden behind a proxy or another name', async () => {
  const caller = new Caller(app.url, null);
  const { body } = await caller.json<{ items: { username: string; password: string }[] }>('GET', '/api/v1/auth/demo');
  expect(body.items.map((i) => i.username)).toEqual(
    expect.arrayContaining(['operator', 'duty', 'officer', 'leader', 'admin', 'auditor', 'display', 'crew-1']),
  );
  expect(body.items.every((i) => i.password === PASSWORD)).toBe(true);
  const forwarded = await caller.send('GET', '/api/v1/auth/demo', undefined, { 'x-forwarded-for': '203.0.113.9' });
  expect(forwarded.status).toBe(404);
});
