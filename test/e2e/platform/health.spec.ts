import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { bootApp, type TestApp } from '../../support/app.js';

describe('health', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await bootApp();
  });
  afterAll(() => service.close());

  it('readyz names its checks and is ready once the schema is the newest', async () => {
    const answer = await fetch(`${service.url}/readyz`);
    expect(await answer.json()).toMatchObject({
      ok: true,
      checks: { database: { ok: true }, migrations: { ok: true, detail: { pending: 0 } } },
    });
    expect(answer.status).toBe(200);
  });

  it('the entities of all modules are exactly the tables that the migrations made', async () => {
    const builder = service.app.get(DataSource).driver.createSchemaBuilder();
    const { upQueries } = await builder.log();
    expect(upQueries.map((query) => query.query)).toEqual([]);
  });

  it('metrics are in Prometheus text format', async () => {
    const answer = await fetch(`${service.url}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toContain('process_cpu_seconds_total');
  });
});
