import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { embeddedUrl } from '../../../server/platform/postgres/embedded.js';
import { makeSource, signIn } from '../../support/client.js';
import { makeDataDir, startService, type ServiceProcess } from '../../support/service.js';

const ADMIN_PASSWORD = 'disk-full-admin-1';
/** More than any disk has free: 1 EiB. */
const NEVER_FREE_MB = String(2 ** 40);

const send = (service: ServiceProcess, key: string, id: string) =>
  fetch(`${service.url}/api/v1/intake/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, stream: 'incident', type: 'acc.fire', occurredAt: new Date().toISOString() }),
  });

describe('a nearly full disk under the embedded database', () => {
  const dataDir = makeDataDir();
  let service: ServiceProcess | undefined;
  let key = '';
  const start = async (more: Record<string, string> = {}) =>
    (service = await startService({ CITY_DEMO: '0', ADMIN_PASSWORD, ...more }, dataDir));
  beforeAll(async () => {
    const { url } = await start();
    key = await makeSource(await signIn(url, 'admin', ADMIN_PASSWORD), { id: 'desk', streams: ['incident'] });
  }, 90_000);
  afterAll(() => service?.kill('SIGTERM'), 30_000);

  it('has intake refuse with 507 and a time to come back, while reading goes on', async () => {
    expect((await send(service as ServiceProcess, key, 'before')).status).toBe(200);
    await service?.kill('SIGTERM');
    const full = await start({ LEAST_FREE_MB: NEVER_FREE_MB });
    const answer = await send(full, key, 'during');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([507, '60']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status: 507, code: 'intake/disk-full' });
    expect((await fetch(`${full.url}/readyz`)).status).toBe(200);
    expect((await (await signIn(full.url, 'admin', ADMIN_PASSWORD)).get('/api/v1/sources')).status).toBe(200);
    const db = new pg.Client(embeddedUrl(dataDir));
    await db.connect();
    const { rows } = await db.query('select record from observation');
    await db.end();
    expect(rows).toEqual([{ record: 'before' }]);
  }, 90_000);
});
