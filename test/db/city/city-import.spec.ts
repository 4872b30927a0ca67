import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CityFollower, loadCity } from '../../../server/city/city.follower.js';
import { ensureCity, importByHand } from '../../../server/city/city.seed.js';
import { CityStore } from '../../../server/city/city.store.js';
import { cityChanged } from '../../../server/city/profile/profile.import.js';
import { emptyProfile } from '../../../server/city/profile/profile.js';
import { readProfile } from '../../../server/city/profile/profile.reader.js';
import { Clock } from '../../../server/platform/clock.js';
import { Database } from '../../../server/platform/database.js';
import { Secret } from '../../../server/platform/secret.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

// The whole demo city goes in several times: about a second each on an idle machine.
jest.setTimeout(120_000);

const LANCHUAN = join('simulator', 'lanchuan');
const TABLES = [
  ...['area', 'map_layer', 'catalogue_type', 'calendar_day', 'service_calendar', 'time_limit'],
  ...['sensor', 'vital_sign', 'daily_aggregate'],
  ...['enforcement_field', 'routing_rule', 'post'],
];

describe('importing a city', () => {
  let test: TestDatabase;
  let db: Database;
  let clock: Clock;
  let secret: Secret;
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-profile-'));

  beforeAll(async () => {
    test = await freshDatabase();
    db = new Database(test.url);
    secret = await Secret.load(join(folder, 'secret.key'), db);
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
  const seed = (cityProfile: string | null, cityDemo = true) =>
    ensureCity(db, { cityProfile, cityDemo }, { clock, secret });

  it('installs the built-in catalogue where no profile is given', async () => {
    await seed(null);
    const store = new CityStore();
    await loadCity(db, store);
    expect(store.current.types.get('acc.infra.gas_leak')?.nameZh).toBe('燃气泄漏');
    expect(store.current.districts.at(119.9, 38.77)).toBeNull();
    expect(store.current.rows.calendars.map((c) => c.id)).toEqual(['extended', 'natural', 'working']);
    expect(store.current.rows.limits.find((l) => l.id === 'street-order')).toMatchObject({ amount: 24, unit: 'hour' });
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
      enforcement_field: 21,
      routing_rule: 87,
      post: 27,
    });
    expect(first.find((r) => r.t === 'daily_aggregate')?.n).toBeGreaterThan(90_000);
    await seed(LANCHUAN);
    await db.tx(db.system, (client) => importByHand(client, readProfile(LANCHUAN), { origin: 'test', secret }));
    expect(await state()).toEqual(first);
  });

  it('keeps what was imported when a later start has no profile', async () => {
    const before = await state();
    await seed(null);
    expect(await state()).toEqual(before);
  });

  it('gives a city of an earlier release, imported by hand, the built-in clocks', async () => {
    await db.system.query("update setting set value = '\"import old\"' where name = 'city.seeded'");
    await db.system.query('delete from time_limit');
    await db.system.query('delete from service_calendar');
    await seed(null);
    const store = new CityStore();
    await loadCity(db, store);
    expect(store.current.rows.calendars).toHaveLength(3);
    await seed(LANCHUAN);
    await loadCity(db, store);
    expect(store.current.rows.calendars.map((c) => c.id)).toContain('street-patrol');
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

  it('keeps units with their phones sealed, and retires those that a later profile leaves out', async () => {
    const read = async () =>
      (
        await db.system.query<{ id: string; phone: Buffer; district: string; gone: boolean }>(
          "select id, phone, district, retired_at is not null as gone from unit where id in ('XF-1', 'ZF-01') order by id",
        )
      ).rows;
    const [fire, team] = await read();
    expect(fire).toMatchObject({ district: '990101', gone: false });
    expect(secret.open(team?.phone as Buffer).toString()).toMatch(/^1390000\d{4}$/);
    const profile = readProfile(LANCHUAN);
    const fewer = { ...emptyProfile(), units: (profile.units ?? []).filter((u) => u.id !== 'XF-1') };
    await db.tx(db.system, (client) => importByHand(client, fewer, { origin: 'test', secret }));
    expect((await read()).map((u) => u.gone)).toEqual([true, false]);
    await db.tx(db.system, (client) => importByHand(client, profile, { origin: 'test', secret }));
    expect((await read()).map((u) => u.gone)).toEqual([false, false]);
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
    writeFileSync(
      join(folder, 'units.csv'),
      'id,name,type,organisation,fields,capacity\nU1,一队,enforcement,局,parking;flying,2\nU2,二队,navy,局,,exclusive\n',
    );
    writeFileSync(join(folder, 'routing.csv'), 'match,area,unit,from\n*,-,U9,08:00\n');
    writeFileSync(
      join(folder, 'service-calendars.json'),
      '[{"id":"summer","name":"夏令","periods":[{"to":"2026-09-30","workday":[["09:00","12:00"],["11:00","17:00"]]}]},{"id":"short","name":"短","periods":[{"to":"2026-09-30","workday":[["09:00","12:00"]]}]}]',
    );
    writeFileSync(
      join(folder, 'time-limits.csv'),
      'id,name,type,calendar,amount,unit,source\na,甲,env,tides,4,hour,x\nb,乙,env,working,0,hour,x\nc,丙,env,working,8,hour,x\n',
    );
    const before = await state();
    const failure = seed(folder);
    await expect(failure).rejects.toThrow(/city.json.*size/s);
    await expect(failure).rejects.toThrow(/districts.geojson feature 0: has no geometry/);
    await expect(failure).rejects.toThrow(/sensors.csv line 2: lon/);
    await expect(failure).rejects.toThrow(/service-calendars.json.*must not overlap/);
    await expect(failure).rejects.toThrow(/service-calendars.json short: the last period must have no end/);
    await expect(failure).rejects.toThrow(/time-limits.csv line 3: amount/);
    await expect(failure).rejects.toThrow(/time-limits a: calendar tides/);
    await expect(failure).rejects.toThrow(/time-limits c: says another length for the same as a/);
    await expect(failure).rejects.toThrow(/sources.json \[0\]: id/);
    await expect(failure).rejects.toThrow(/units.csv line 3: type/);
    await expect(failure).rejects.toThrow(/units U1: there is no enforcement field flying/);
    await expect(failure).rejects.toThrow(/routing \[0\]: there is no unit U9/);
    await expect(failure).rejects.toThrow(/routing \[0\]: from and to come together/);
    expect(await state()).toEqual(before);
  });
});
