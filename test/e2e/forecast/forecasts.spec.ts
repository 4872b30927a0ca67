import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Forecast } from '../../../protocol/forecast.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signIn, type Client } from '../../support/client.js';

const PASSWORD = 'forecast-demo-2026';

describe('forecasts', () => {
  let app: TestApp;
  let operator: Client;
  let db: pg.Client;

  beforeAll(async () => {
    app = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
    operator = await signIn(app.url, 'operator', PASSWORD);
    db = new pg.Client(app.database.url);
    await db.connect();
  }, 60_000);
  afterAll(async () => {
    await db?.end();
    await app?.close();
  });

  const ask = async (query: string): Promise<Forecast> =>
    (await operator.get(`/api/v1/forecasts?${query}`)).json() as Promise<Forecast>;

  it('a city that has counted nothing is told so', async () => {
    expect(await ask('')).toMatchObject({ missing: 'nothing-counted', steps: [], total: null, backtest: null });
  });

  it('daily aggregates and what was counted here make one history; no day is taken twice', async () => {
    await db.query(`insert into daily_aggregate (day, district, stream, type, opened, closed, on_time)
      select d::date, '990101', 'complaint', 'complaint.noise.neighbour', 20 + 10 * (extract(isodow from d) = 7)::int, 0, 0
      from generate_series(current_date - 400, current_date - 20, interval '1 day') d`);
    await db.query(`insert into rollup_day (day, district, stream, type, priority, placed, source, n)
      select d::date, '990101', 'complaint', 'complaint.noise.neighbour', 3, 'point', 'x', 20 + 10 * (extract(isodow from d) = 7)::int
      from generate_series(current_date - 30, current_date, interval '1 day') d`);
    const all = await ask('type=complaint.noise&district=990101&horizon=14');
    const days = all.history.steps;
    expect([399, 400, 401]).toContain(days);
    expect(all.history.events).toBeGreaterThan(days * 21);
    expect(all.history.events).toBeLessThan(days * 22);
    expect(all.steps).toHaveLength(14);
    expect(all.steps.filter(({ value }) => Math.abs(value - 30) < 0.5)).toHaveLength(2);
    expect(all.steps.filter(({ value }) => Math.abs(value - 20) < 0.5)).toHaveLength(12);
    expect(all.backtest?.mae).toBeLessThan(0.1);
    expect(
      (await ask('type=complaint.noise&by=week&horizon=4')).steps.every(({ value }) => Math.abs(value - 150) < 1),
    ).toBe(true);
    expect((await ask('type=complaint.noisy')).missing).toBe('nothing-counted');
    expect((await ask('district=990102')).missing).toBe('nothing-counted');
  });

  it('a series brought along is forecast by the same method; bad ones are told where', async () => {
    const counts = Array.from({ length: 200 }, (_, t) => 5 + (t % 7));
    const body = { first: '2026-01-05', counts, horizon: 7, origin: 150, stride: 1 };
    const given = (await (await operator.send('POST', '/api/v1/forecasts', body)).json()) as Forecast;
    expect(given.steps.map(({ day, value }) => [day, Math.round(value)])[0]).toEqual(['2026-07-24', 5 + (200 % 7)]);
    expect(given.backtest).toMatchObject({ origins: 50 });
    const refused = await operator.send('POST', '/api/v1/forecasts', { ...body, counts: [1, -1] });
    expect([refused.status, ((await refused.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([
      422,
      '/counts/1',
    ]);
    const costly = { ...body, counts: Array.from({ length: 4000 }, () => 1), origin: 60 };
    expect((await operator.send('POST', '/api/v1/forecasts', costly)).status).toBe(422);
  });

  it('an officer sees their own district only', async () => {
    const officer = await signIn(app.url, 'officer', PASSWORD);
    expect((await officer.get('/api/v1/forecasts?district=990109')).status).toBe(403);
    expect((await officer.get('/api/v1/forecasts')).status).toBe(200);
  });
});
