import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bootApp, type TestApp } from '../../support/app.js';
import { Caller, signedIn } from '../../support/caller.js';

const PASSWORD = 'demo-password-for-tests';
const PUBLIC = 'https://city.example';
let app: TestApp;
let cookie: string;

beforeAll(async () => {
  app = await bootApp({
    env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, PUBLIC_URL: PUBLIC, ALLOWED_ORIGINS: 'https://wall.city.example' },
  });
  ({ cookie } = await signedIn(app.url, 'operator', PASSWORD));
}, 60_000);

afterAll(() => app.close());

async function post(origin: string | null, headers: Record<string, string> = {}): Promise<Response> {
  const caller = new Caller(app.url, origin);
  caller.cookie = cookie;
  return caller.send('POST', '/api/v1/auth/tokens', {}, headers);
}

test.each([
  ['none', null],
  ['null', 'null'],
  ['another site', 'https://evil.example'],
  ['a suffix', 'https://city.example.evil.example'],
  ['a prefix', 'https://evilcity.example'],
  ['a subdomain', 'https://a.city.example'],
  ['the parent', 'https://example'],
  ['another port', 'https://city.example:8443'],
  ['plain http', 'http://city.example'],
  ['user info', 'https://city.example@evil.example'],
  ['another scheme', 'ftp://city.example'],
  ['nonsense', 'city.example'],
])('a cookie with the Origin of %s is refused for a change', async (_name, origin) => {
  const answer = await post(origin);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'origin/foreign' });
});

test('our own page, PUBLIC_URL and an allowed origin may change things', async () => {
  for (const origin of [app.url, PUBLIC, 'https://wall.city.example']) expect((await post(origin)).status).toBe(201);
});

test('a request that the browser calls cross-site is refused whatever its Origin', async () => {
  expect((await post(app.url, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('a method override changes nothing', async () => {
  const caller = new Caller(app.url, 'https://evil.example');
  caller.cookie = cookie;
  const answer = await caller.send('GET', '/api/v1/me', undefined, { 'x-http-method-override': 'POST' });
  expect(answer.status).toBe(200);
  const text = await fetch(`${app.url}/api/v1/auth/logout`, {
    method: 'POST',
    headers: { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
    body: '{}',
  });
  expect([403, 415]).toContain(text.status);
  expect((await caller.send('GET', '/api/v1/me')).status).toBe(200);
});

test('a foreign page cannot sign a visitor in', async () => {
  const foreign = await new Caller(app.url, 'https://evil.example').signIn('operator', PASSWORD);
  expect(foreign.status).toBe(403);
  expect((await new Caller(app.url, null).signIn('operator', PASSWORD)).status).toBe(200);
});
