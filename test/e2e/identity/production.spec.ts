import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { IdentityBootstrap } from '../../../server/identity/identity-bootstrap.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let first: TestApp;

beforeAll(async () => {
  database = await freshDatabase();
  first = await bootApp({ database, env: { CITY_DEMO: '1' } });
}, 60_000);

afterAll(async () => {
  await first.close();
  await database.drop();
});

const reportOf = (app: TestApp) => app.app.get(IdentityBootstrap, { strict: false }).report;

test('the demo keeps a password of its own for each account, readable by the owner only', async () => {
  const file = join(first.dataDir, 'demo-accounts.txt');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { demo = [] } = reportOf(first);
  expect(new Set(demo.map((d) => d.password)).size).toBe(demo.length);
  for (const { username, password } of demo)
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${username} +${password} `, 'm'));
  await signedIn(first.url, 'duty', demo.find((d) => d.username === 'duty')?.password ?? '');
});

test('a second instance of the demo knows the same passwords', async () => {
  const second = await bootApp({
    database,
    env: { CITY_DEMO: '1', SECRET_KEY_FILE: join(first.dataDir, 'secret.key') },
  });
  expect(reportOf(second)).toEqual(reportOf(first));
  await second.close();
}, 30_000);

test('in production demo accounts are shut, and the first administrator is told once', async () => {
  const { demo = [] } = reportOf(first);
  const operator = await signedIn(first.url, 'operator', demo.find((d) => d.username === 'operator')?.password ?? '');
  const env = { CITY_DEMO: '0', SECRET_KEY_FILE: join(first.dataDir, 'secret.key') };
  const city = await bootApp({ database, env });
  expect(existsSync(join(city.dataDir, 'demo-accounts.txt'))).toBe(false);
  const report = reportOf(city);
  expect(report.demo).toBeUndefined();
  for (const { username, password } of demo) {
    expect((await new Caller(city.url).signIn(username, password)).status).toBe(401);
  }
  const held = new Caller(city.url);
  held.cookie = operator.cookie;
  expect((await held.send('GET', '/api/v1/me')).status).toBe(401);
  expect((await new Caller(city.url).send('GET', '/api/v1/auth/demo')).status).toBe(404);
  const admin = await signedIn(city.url, 'admin', report.adminPasswordOnce ?? '');
  expect((await admin.send('GET', '/api/v1/accounts')).status).toBe(200);
  await city.close();
  const again = await bootApp({ database, env });
  expect(reportOf(again)).toEqual({});
  expect((await new Caller(again.url).signIn('admin', report.adminPasswordOnce ?? '')).status).toBe(200);
  await again.close();
}, 60_000);

test('ADMIN_PASSWORD sets the first administrator and is not told', async () => {
  const city = await bootApp({ env: { CITY_DEMO: '0', ADMIN_PASSWORD: 'a first password of mine' } });
  expect(reportOf(city)).toEqual({});
  expect((await new Caller(city.url).signIn('admin', 'a first password of mine')).status).toBe(200);
  await city.close();
}, 30_000);

test('instances that start at once make one first administrator', async () => {
  const city = await bootApp({ env: { CITY_DEMO: '0' } });
  const db = new pg.Client(city.database.url);
  await db.connect();
  await db.query('delete from account');
  await db.end();
  const bootstrap = city.app.get(IdentityBootstrap, { strict: false });
  const reports = await Promise.all(Array.from({ length: 4 }, () => bootstrap.ensure()));
  const told = reports.flatMap((r) => r.adminPasswordOnce ?? []);
  expect(told).toHaveLength(1);
  expect((await new Caller(city.url).signIn('admin', told[0] ?? '')).status).toBe(200);
  await city.close();
}, 30_000);

test('over plain http beyond loopback the cookie is plain, and only where that was allowed', async () => {
  const headers = { host: '10.1.2.3:3000', origin: 'http://10.1.2.3:3000' };
  const cookieOf = async (env: Record<string, string>) => {
    const city = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: 'demo-password', ...env }, listen: false });
    const payload = { username: 'operator', password: 'demo-password' };
    const answer = await city.app.inject({ method: 'POST', url: '/api/v1/auth/login', headers, payload });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const me = await city.app.inject({ url: '/api/v1/me', headers: { ...headers, cookie } });
    await city.close();
    return [cookie.split('=')[0], me.statusCode];
  };
  expect(await cookieOf({ ALLOW_INSECURE_HTTP: '1' })).toEqual(['cb', 200]);
  expect(await cookieOf({})).toEqual(['__Host-cb', 200]);
}, 30_000);

test('DEMO_PASSWORD is refused in production', async () => {
  await expect(bootApp({ database, env: { CITY_DEMO: '0', DEMO_PASSWORD: 'some-password' } })).rejects.toThrow(
    /DEMO_PASSWORD/,
  );
});
