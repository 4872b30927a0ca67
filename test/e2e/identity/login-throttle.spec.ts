import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';

const PASSWORD = 'demo-password-for-tests';
const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, TRUST_PROXY: '1' };
let app: TestApp;
let db: pg.Pool;

beforeAll(async () => {
  app = await bootApp({ env });
  db = new pg.Pool({ connectionString: app.database.url });
}, 60_000);

afterAll(async () => {
  await db.end();
  await app.close();
});

const login = (username: string, password: string, address = '203.0.113.1') =>
  new Caller(app.url).send('POST', '/api/v1/auth/login', { username, password }, { 'x-forwarded-for': address });

test('forty tries at once are heard five times, then the right password is refused too, but not from elsewhere', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => login('leader', 'wrong')));
  expect(answers.filter((a) => a.status === 401)).toHaveLength(5);
  expect(answers.filter((a) => a.status === 429)).toHaveLength(35);
  const locked = await login('leader', PASSWORD);
  expect(locked.status).toBe(429);
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(590);
  expect(await locked.json()).toMatchObject({ code: 'login/locked' });
  expect((await login('leader', PASSWORD, '203.0.113.2')).status).toBe(200);
  const { rows } = await db.query("select detail from audit_entry where action = 'login.locked'");
  expect(rows).toEqual([{ detail: { lockedS: 600 } }]);
}, 60_000);

test('a lock grows, and outlives the service', async () => {
  for (let i = 0; i < 5; i++) await login('auditor', 'wrong');
  await db.query("update login_failure set at = at - interval '601 seconds' where username = 'auditor'");
  expect((await login('auditor', 'wrong')).status).toBe(401);
  const again = await bootApp({ env, database: app.database, dataDir: app.dataDir });
  const answer = await new Caller(again.url).send(
    'POST',
    '/api/v1/auth/login',
    { username: 'auditor', password: PASSWORD },
    { 'x-forwarded-for': '203.0.113.1' },
  );
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(1190);
  await again.close();
}, 60_000);

test('one address failing for many names locks none of them', async () => {
  for (let i = 0; i < 12; i++) await login(`visitor-${i}`, 'wrong', '203.0.113.3');
  expect((await login('operator', PASSWORD, '203.0.113.3')).status).toBe(200);
});

test('twenty failures from different addresses lock the account for all', async () => {
  await db.query(
    "insert into login_failure (username, address) select 'duty', '198.51.100.' || i from generate_series(1, 18) i",
  );
  for (const address of ['198.51.100.30', '198.51.100.31'])
    expect((await login('duty', 'wrong', address)).status).toBe(401);
  expect((await login('duty', PASSWORD, '198.51.100.99')).status).toBe(429);
}, 60_000);

test('an unknown name is locked like a known one and takes as long to refuse', async () => {
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let i = 0; i < 15; i++) {
    for (const [kind, name] of [
      ['known', 'officer'],
      ['unknown', 'nobody-at-all'],
    ] as const) {
      const start = performance.now();
      const answer = await login(name, 'wrong', `192.0.2.${i}`);
      expect(answer.status).toBe(401);
      took[kind].push(performance.now() - start);
    }
  }
  // Without the hash of nobody the ratio would be a twentieth. The quickest of each: whatever else the machine does only adds.
  const ratio = Math.min(...took.unknown) / Math.min(...took.known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
}, 60_000);
