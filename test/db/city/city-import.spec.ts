import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CityFollower, loadCity } from '../../../server/city/city.follower.js';
import { ensureCity, importByHand } from '../../../server/city/city.seed.js';
import { CityStore } from '../../../server/city/city.store.js';
import { cityChanged } from '../../../server/city/profile/profile.import.js';
import { readProfile } from '../../../server/city/profile/profile.reader.js';
import { Clock } from '../../../server/platform/clock.js';
import { Database } from '../../../server/platform/database.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

// The whole demo city goes in several times: about a second each on an idle machine.
jest.setTimeout(120_000);

const LANCHUAN = join('simulator', 'lanchuan');
const TABLES = ['area', 'map_layer', 'catalogue_type', 'calendar_day', 'sensor', 'vital_sign', 'daily_aggregate'];

describe('importing a city', () => {
  let test: TestDatabase;
  let db: Database;
  let clock: Clock;
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-profile-'));

  beforeAll(async () => {
    test = await freshDatabase();
    db = new Database(test.url);
    clock = await Clock.start(db, { cityClock: null, cityTz: 'Asia/Shanghai' });
  });

  afterAll(async () => {
    clock.onModuleDestroy();
    await db.onApplicationShutdown();
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  const state = async () => {
    const all = TABLES.map(
      (t) => `select '${t}' as t, count(*)::int as n, md5(string_agg(x::text, '' order by x::text)) as h from ${t} x`,
    );
    const rest = `select 'place', count(*)::int, md5(string_agg(name || kind || lon || lat || street, '' order by name, lon)) from place`;
    const sources = `select 'source', count(*)::int, md5(string_agg(id || streams::text || demo, '' order by id)) from source`;
    return (await db.system.query([...all, rest, sources].join(' union all '))).rows as { t: string; n: number }[];
  };
  const seed = (cityProfile: string | null, cityDemo = true) => ensureCity(db, { cityProfile, cityDemo }, clock);

  it('installs the built-in catalogue where no profile is given', async () => {
    await seed(null);
    const store = new CityStore();
    await loadCity(db, store);
    expect(store.current.types.get('acc.infra.gas_leak')?.nameZh).toBe('燃气泄漏');
    expect(store.current.districts.at(119.9, 38.77)).toBeNull();
  });

  it('fills every table from a profile, and doing it again changes nothing', async () => {
    await seed(LANCHUAN);
    const first = await state();
    expect(Object.fromEntries(first.map((r) => [r.t, r.n]))).toMatchObject({
      area: 87,
      place: 809,
      sensor: 123,
      vital_sign: 6,
      source: 8,
    });
    expect(first.find((r) => r.t === 'daily_aggregate')?.n).toBeGreaterThan(90_000);
    await seed(LANCHUAN);
    await db.tx(db.system, (client) => importByHand(client, readProfile(LANCHUAN), 'test'));
    expect(await state()).toEqual(first);
  });

  it('keeps what was imported when a later start has no profile', async () => {
    const before = await state();
    await seed(null);
    expect(await state()).toEqual(before);
  });

  it('answers from memory after loading', async () => {
    const store = new CityStore();
    await loadCity(db, store);
    const { current } = store;
    expect(current.districts.at(119.87104, 38.78275)).toBe('990101');
    expect(current.addresses.match('澜川市锦渡区石桥站')).toMatchObject({ name: '石桥站' });
    expect(current.sensors.get('CH4-0031')).toMatchObject({ metric: 'ch4', unit: '%LEL', source: 'iot-gas' });
    expect(current.rows.vitals[0]).toMatchObject({
      id: 'waterlogging',
      rule: { metric: 'level', fold: 'above', threshold: 15 },
      usual: [0, 0],
    });
    expect(current.days.get('2026-10-01')).toMatchObject({ kind: 'rest', name: '国庆节' });
    expect(current.sources.get('grid')).toMatchObject({ streams: ['incident'], expectEverySeconds: 1800, demo: true });
  });

  it('follows a change made elsewhere', async () => {
    const store = new CityStore();
    const follower = new CityFollower(db, store);
    await follower.refresh();
    let changes = 0;
    store.onChange(() => changes++);
    await follower.refresh();
    expect(changes).toBe(0);
    await db.tx(db.system, async (client) => {
      await client.query("update source set retired_at = city_now() where id = 'snap'");
      await cityChanged(client);
    });
    await follower.refresh();
    expect(changes).toBe(1);
    expect(store.current.sources.get('snap')?.retired).toBe(true);
  });

  it('refuses a faulty profile whole, naming every fault', async () => {
    writeFileSync(join(folder, 'city.json'), '{"code":"1","name":"x","size":3}');
    writeFileSync(join(folder, 'districts.geojson'), '{"type":"FeatureCollection","features":[{"type":"Feature"}]}');
    writeFileSync(join(folder, 'sensors.csv'), 'id,metric,unit,name,source,lon,lat\nA,ch4,%LEL,井,gas,east,30\n');
    writeFileSync(join(folder, 'sources.json'), '[{"id":"Not An Id","name":"n","streams":[]}]');
    const before = await state();
    const failure = seed(folder);
    await expect(failure).rejects.toThrow(/city.json.*size/s);
    await expect(failure).rejects.toThrow(/districts.geojson feature 0: has no geometry/);
    await expect(failure).rejects.toThrow(/sensors.csv line 2: lon/);
    await expect(failure).rejects.toThrow(/sources.json \[0\]: id/);
    expect(await state()).toEqual(before);
  });
});
