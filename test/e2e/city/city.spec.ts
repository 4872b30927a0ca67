import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { City } from '../../../protocol/city.js';
import { ServiceCalendars, TimeLimits, type TimeLimit } from '../../../protocol/clocks.js';
import { Limits, type Run } from '../../../server/city/clocks/limits.js';
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

it('shows the clocks of the city: its own calendars over the built-in ones, and limits with their source', async () => {
  const client = await signIn(test.url, 'admin', PASSWORD);
  const { calendars } = ServiceCalendars.parse(await (await client.get('/api/v1/service-calendars')).json());
  expect(calendars.map((c) => [c.id, c.periods[0]?.holiday])).toEqual([
    ['extended', [['10:00', '16:00']]],
    ['natural', [['00:00', '24:00']]],
    ['street-patrol', [['06:30', '23:00']]],
    ['working', []],
  ]);
  const { limits } = TimeLimits.parse(await (await client.get('/api/v1/time-limits')).json());
  expect(limits.find((l) => l.id === 'env.exposed-garbage')).toMatchObject({
    ...{ type: 'env.exposed_garbage', calendar: 'working', amount: 4, unit: 'hour', warnShare: 0.8 },
    source: '某市公布的城管案件处置时限表（示例，非法规）',
  });
});

it('runs a clock by the most specific limit, in working time, and not while a pause lasts', () => {
  const limits = test.app.get(Limits, { strict: false });
  const asked = {
    ...{ procedure: 'city-management', step: null, type: 'env.exposed_garbage', priority: 3 as const },
    ...{ district: '990101', fromMs: Date.parse('2026-11-20T16:45:00+08:00') },
  };
  const limit = limits.limitOf(asked) as TimeLimit;
  expect(limit).toMatchObject({ id: 'env.exposed-garbage', calendar: 'working', amount: 4, unit: 'hour' });
  const shown = (run: Run) => {
    const out = limits.run(limit, run);
    return out && [out.warnMs, out.dueMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  };
  // Four hours from Friday 16:45: 80 % of them are over on Monday at 10:57.
  expect(shown(asked)).toEqual(['2026-11-23T02:57', '2026-11-23T03:45']);
  const pause = { fromMs: asked.fromMs + 60_000, toMs: null };
  expect(shown({ ...asked, paused: [pause] })).toBeNull();
  const over = [{ ...pause, toMs: Date.parse('2026-11-23T09:30:00+08:00') }];
  expect(shown({ ...asked, paused: over })).toEqual(['2026-11-23T06:11', '2026-11-23T06:59']);
  expect(shown({ ...asked, extraMs: 3_600_000 })?.[1]).toBe('2026-11-23T06:15');
  expect(limits.limitOf({ ...asked, procedure: 'none', type: 'x' })).toBeNull();
});
