import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bootApp, type TestApp } from '../../support/app.js';
import { makeSource, post, signIn, type Client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';

const PASSWORD = 'dead-letter-demo-1';
const run = promisify(execFile);

interface Letter {
  id: string;
  code: string;
  outcome: string | null;
  settledBy: string | null;
  settledAt: string | null;
}
interface Replay {
  outcome: string;
  rejected: { code: string; deadLetterId: string } | null;
}

describe('a dead letter', () => {
  const profile = mkdtempSync(join(tmpdir(), 'city-brain-letters-'));
  let test: TestApp;
  let admin: Client;
  let db: pg.Pool;
  let keys: Record<'iot' | 'desk', string>;
  beforeAll(async () => {
    test = await bootApp({ env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD } });
    admin = await signIn(test.url, 'admin', PASSWORD);
    db = new pg.Pool({ connectionString: test.database.url, max: 2 });
    keys = {
      iot: await makeSource(admin, { id: 'iot', streams: ['risk'] }),
      desk: await makeSource(admin, { id: 'desk', streams: ['incident'] }),
    };
  }, 60_000);
  afterAll(async () => {
    await db?.end();
    await test?.close();
    rmSync(profile, { recursive: true });
  });

  const at = new Date().toISOString();
  const reading = { stream: 'risk', type: 'risk.gas', occurredAt: at, reading: { sensor: 'GAS-77', value: 12.5 } };
  const district = { id: 'd-1', stream: 'incident', type: 'acc.fire', occurredAt: at, district: '990177' };
  const refused = async (key: string, item: object) => {
    const { status, body } = await post(test.url, key, item);
    expect(status).toBe(422);
    return body.rejected[0] as { code: string; deadLetterId: string };
  };
  const replay = async (id: string) => {
    const answer = await admin.send('POST', `/api/v1/intake/dead-letters/${id}/replay`);
    return { status: answer.status, body: (await answer.json()) as Replay & { code?: string } };
  };
  const letter = async (id: string) =>
    (await (await admin.get(`/api/v1/intake/dead-letters/${id}`)).json()) as Letter & { raw: string };
  const waiting = async () =>
    ((await (await admin.get('/api/v1/intake/dead-letters?state=waiting')).json()) as { items: Letter[] }).items;
  const registers = () => {
    const files = {
      'city.json': { code: '9901', name: '小城', tz: 'Asia/Shanghai', crs: 'wgs84', center: [120.05, 38.75] },
      'sensors.json': [
        { id: 'GAS-77', metric: 'ch4', unit: '%LEL', name: '新表', source: 'iot', expectEverySeconds: 60 },
      ],
      'districts.geojson': {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { code: '990177', name: '新区' },
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [120, 38.7],
                  [120.1, 38.7],
                  [120.1, 38.8],
                  [120, 38.8],
                  [120, 38.7],
                ],
              ],
            },
          },
        ],
      },
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(profile, name), JSON.stringify(content));
    const args = ['--no-warnings', '--import', resolve('test/support/register.mjs'), resolve('cli/city-import.ts')];
    return run(process.execPath, [...args, profile], { env: { ...process.env, DATABASE_URL: test.database.url } });
  };

  it('goes on waiting while its fault lasts, and is taken when sensor and district are registered; replaying twice is once', async () => {
    const [gas, place] = [await refused(keys.iot, reading), await refused(keys.desk, district)];
    expect([gas.code, place.code]).toEqual(['intake/unknown-sensor', 'district/unknown']);
    const still = await replay(gas.deadLetterId);
    expect(still).toMatchObject({
      status: 200,
      body: { outcome: 'rejected', rejected: { code: 'intake/unknown-sensor', deadLetterId: gas.deadLetterId } },
    });
    expect((await waiting()).map(({ id }) => id).sort()).toEqual([gas.deadLetterId, place.deadLetterId].sort());

    await registers();
    await eventually(
      () => replay(gas.deadLetterId),
      ({ body }) => body.outcome === 'accepted',
      10_000,
    );
    expect((await replay(place.deadLetterId)).body).toEqual({ outcome: 'accepted', rejected: null });

    for (const { deadLetterId } of [gas, place]) {
      expect(await letter(deadLetterId)).toMatchObject({
        outcome: 'replayed',
        settledBy: 'admin',
        settledAt: expect.any(String),
      });
      expect(await replay(deadLetterId)).toMatchObject({ status: 409, body: { code: 'dead-letter/settled' } });
    }
    expect(await waiting()).toEqual([]);
    const stored = await db.query(
      `select (select json_agg(json_build_array(sensor, value)) from reading) as readings,
              (select json_agg(json_build_array(record, district)) from observation) as observations,
              (select count(*)::int from journal_entry where type = 'dead-letter.settled') as settled,
              (select count(*)::int from audit_entry where action = 'dead-letter.replayed' and actor = 'admin') as audited`,
    );
    expect(stored.rows).toEqual([
      { readings: [['GAS-77', 12.5]], observations: [['d-1', '990177']], settled: 2, audited: 2 },
    ]);
  }, 60_000);

  it('that is discarded keeps its reason and cannot be replayed', async () => {
    const { deadLetterId } = await refused(keys.desk, { ...district, id: 'd-2', district: '110101' });
    const path = `/api/v1/intake/dead-letters/${deadLetterId}`;
    expect((await admin.send('POST', `${path}/discard`, { reason: '测试数据' })).status).toBe(204);
    expect(await letter(deadLetterId)).toMatchObject({ outcome: 'discarded', settleReason: '测试数据' });
    expect((await replay(deadLetterId)).status).toBe(409);
    const operator = await signIn(test.url, 'operator', PASSWORD);
    expect((await operator.send('POST', `${path}/replay`)).status).toBe(403);
  });
});
