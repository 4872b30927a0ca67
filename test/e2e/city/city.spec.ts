import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { City } from '../../../protocol/city.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signIn } from '../../support/client.js';

const PASSWORD = 'demo-password-for-tests';
let test: TestApp;

beforeAll(async () => {
  const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: join('simulator', 'lanchuan') };
  test = await bootApp({ env });
}, 120_000);

afterAll(async () => test.close());

it('GET /api/v1/city describes the city once: a client that has it is answered 304', async () => {
  const client = await signIn(test.url, 'display', PASSWORD);
  const answer = await client.get('/api/v1/city');
  const city = City.parse(await answer.json());
  expect(city).toMatchObject({ code: '9901', nameZh: '澜川市', tz: 'Asia/Shanghai', demo: true, clockRate: null });
  expect(city.areas.filter((a) => a.level === 'district')).toHaveLength(9);
  expect(city.bounds?.[0]).toBeGreaterThan(119);
  const headers = { cookie: client.cookie, 'if-none-match': answer.headers.get('etag') ?? '' };
  expect((await fetch(`${test.url}/api/v1/city`, { headers })).status).toBe(304);
});

it('needs a session for the city, none for its geography', async () => {
  expect((await fetch(`${test.url}/api/v1/city`)).status).toBe(401);
  const answer = await fetch(`${test.url}/api/v1/city/layers/districts`);
  expect(answer.headers.get('content-type')).toContain('application/geo+json');
  const layer = (await answer.json()) as { features: { properties: object }[] };
  expect(layer.features[0]?.properties).toMatchObject({ code: '990101', name: '锦渡区', nameEn: 'Jindu District' });
  const missing = await fetch(`${test.url}/api/v1/city/layers/clouds`);
  expect([missing.status, await missing.json()]).toEqual([404, expect.objectContaining({ code: 'layer/not-found' })]);
});

it('GET /api/v1/calendar lists the days off the weekday rule', async () => {
  const client = await signIn(test.url, 'display', PASSWORD);
  const { days } = (await (await client.get('/api/v1/calendar')).json()) as { days: unknown[] };
  expect(days).toContainEqual({
    day: '2026-10-10',
    kind: 'workday',
    name: '国庆节调休',
    source: '国办发明电〔2025〕7号',
  });
});
