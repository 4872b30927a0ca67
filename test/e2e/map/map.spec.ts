import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Basemap } from '../../../protocol/basemap.js';
import { BASEMAP_PATH } from '../../../protocol/basemap.js';
import { areaText } from '../../../protocol/map-area.js';
import type { MapCounts } from '../../../protocol/map-counts.js';
import type { Rows } from '../../../protocol/rows.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../../support/alarms.js';
import { eventually } from '../../support/eventually.js';

const [first, second] = districtPoints();
const HERE = { lon: first?.lon ?? 0, lat: first?.lat ?? 0 };
const THERE = { lon: second?.lon ?? 0, lat: second?.lat ?? 0 };
const around = ({ lon, lat }: { lon: number; lat: number }, degrees = 0.01) =>
  areaText([
    [lon - degrees, lat - degrees],
    [lon + degrees, lat - degrees],
    [lon + degrees, lat + degrees],
    [lon - degrees, lat + degrees],
  ]);

let stage: AlarmStage;
beforeAll(async () => {
  stage = await bootAlarms([
    { id: 'H1', metric: 'level', ...HERE },
    { id: 'H2', metric: 'level', ...HERE },
    { id: 'T1', metric: 'level', ...THERE },
  ]);
}, 90_000);
afterAll(() => stage?.close());

const get = async <T>(path: string, who = 'operator') => (await stage.as(who)).json<T>('GET', path);
const counts = async (query = '', who = 'operator') => (await get<MapCounts>(`/api/v1/map/counts${query}`, who)).body;
const rowsOf = async (query: string, filters: Record<string, string>, asOf: number) =>
  (await get<Rows>(`/api/v1/rows?${new URLSearchParams({ query, ...filters, asOf: String(asOf) }).toString()}`)).body;
const one = (found: MapCounts, layer: string, part: string | null = null) =>
  found.counts.find((count) => count.layer === layer && count.part === part)?.n;

it('every figure of the map opens exactly its rows, in the city and in an area, and as it was before', async () => {
  await stage.measure('iot-water', [
    ['H1', 90, 5],
    ['H2', 90, 5],
    ['T1', 90, 5],
  ]);
  const before = await counts();
  expect([one(before, 'sensors'), one(before, 'sensors', 'ok'), one(before, 'sensors', 'alarm')]).toEqual([3, 3, 0]);
  await stage.measure('iot-water', [
    ['H1', 1, 60],
    ['T1', 1, 5],
  ]);
  await eventually(
    () => stage.alarms('H1'),
    (alarms) => alarms.length > 0,
  );
  const area = around(HERE);
  const inside = await counts(`?area=${area}`);
  expect([one(inside, 'sensors'), one(inside, 'sensors', 'ok'), one(inside, 'sensors', 'alarm')]).toEqual([2, 1, 1]);
  expect(one(await counts(), 'sensors')).toBe(3);
  const past = await counts(`?area=${area}&asOf=${before.asOf.seq}`);
  expect([one(past, 'sensors', 'ok'), one(past, 'sensors', 'alarm')]).toEqual([2, 0]);
  for (const found of [before, inside, past]) {
    for (const { query, filters, n } of found.counts) {
      const rows = await rowsOf(query, filters, found.asOf.seq);
      expect([query, filters, rows.total, rows.rows.length]).toEqual([query, filters, n, n]);
    }
    for (const layer of ['sensors', 'incidents']) {
      const parts = found.counts.filter((count) => count.layer === layer && count.part !== null);
      expect(parts.reduce((sum, part) => sum + part.n, 0)).toBe(one(found, layer));
    }
  }
  const alarmed = await rowsOf('sensors.total', { standing: 'alarm', area }, inside.asOf.seq);
  expect(alarmed.rows).toMatchObject([{ id: 'H1', standing: 'alarm', lon: HERE.lon, lat: HERE.lat }]);
});

it('a sensor was out of service, or had not been heard yet, at a past moment, whatever it is now', async () => {
  const parts = ['ok', 'alarm', 'no-data', 'disabled'];
  const standing = (found: MapCounts) => Object.fromEntries(parts.map((part) => [part, one(found, 'sensors', part)]));
  const operator = await stage.as('operator');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(standing(await counts('?asOf=0'))).toEqual({ ok: 0, alarm: 0, 'no-data': 3, disabled: 0 });
  expect((await operator.send('POST', '/api/v1/sensors/H2/outage', { reason: 'maintenance', until })).status).toBe(204);
  await stage.measure('iot-water', [['H2', 1, 1]]);
  const out = await counts();
  expect(standing(out)).toMatchObject({ disabled: 1 });
  expect((await operator.send('DELETE', '/api/v1/sensors/H2/outage')).status).toBe(204);
  await stage.measure('iot-water', [['H2', 0, 1]]);
  expect(standing(await counts())).toMatchObject({ disabled: 0 });
  for (const then of [`?asOf=${out.asOf.seq}`, `?at=${out.asOf.at}`])
    expect(standing(await counts(then))).toEqual(standing(out));
});

it('an area that is none, or asked of what has no place, is refused and says where', async () => {
  const bad = await get<{ code: string; errors: { pointer: string }[] }>('/api/v1/map/counts?area=1,1;2,2');
  expect([bad.status, bad.body.errors[0]?.pointer]).toEqual([422, '/area']);
  const huge = await get<{ errors: { pointer: string }[] }>(`/api/v1/map/counts?area=${around(HERE, 9)}`);
  expect([huge.status, huge.body.errors[0]?.pointer]).toEqual([422, '/area']);
  const placeless = await get<{ errors: { pointer: string }[] }>(`/api/v1/rows?query=alarms.open&area=${around(HERE)}`);
  expect([placeless.status, placeless.body.errors[0]?.pointer]).toEqual([400, '/area']);
});

it('who reads one district counts in it alone; who may not read a layer is not told of it', async () => {
  const all = await counts();
  const officer = await counts('', 'officer');
  expect(officer.counts.every(({ layer, part, n }) => n <= (one(all, layer, part) ?? 0))).toBe(true);
  const admin = await counts('', 'admin');
  expect(admin.counts.some(({ layer }) => layer === 'incidents')).toBe(false);
  expect((await fetch(`${stage.url}/api/v1/map/counts`)).status).toBe(401);
});

it('a basemap that is dropped in is served by ranges, without a restart; what is no archive is said to be none', async () => {
  const basemap = async () => (await get<Basemap>('/api/v1/city/basemap')).body;
  expect(await basemap()).toEqual({ crs: 'wgs84', file: null, fault: null });
  const caller = await stage.as('operator');
  expect((await caller.json<{ code: string }>('GET', BASEMAP_PATH)).body.code).toBe('basemap/not-found');
  expect((await fetch(`${stage.url}${BASEMAP_PATH}`)).status).toBe(401);

  const folder = join(stage.dataDir, 'maps');
  const file = join(folder, 'city.pmtiles');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'no archive');
  expect(await basemap()).toMatchObject({ file: null, fault: 'not-pmtiles' });
  const archive = Buffer.alloc(5000, 7);
  archive.write('PMTiles', 'latin1');
  archive.writeUInt8(3, 7);
  archive.writeUInt8(1, 99);
  archive.writeUInt8(14, 101);
  writeFileSync(file, archive);
  const { file: found } = await basemap();
  expect(found).toMatchObject({ bytes: 5000, kind: 'vector', maxZoom: 14 });

  const ask = async (headers: Record<string, string>) => {
    const answer = await caller.send('GET', BASEMAP_PATH, undefined, headers);
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const whole = await ask({});
  expect([whole.status, whole.body.equals(archive), whole.headers.get('accept-ranges')]).toEqual([200, true, 'bytes']);
  const part = await ask({ range: 'bytes=100-199' });
  expect([part.status, part.headers.get('content-range'), part.headers.get('content-encoding')]).toEqual([
    206,
    'bytes 100-199/5000',
    null,
  ]);
  expect(part.body.equals(archive.subarray(100, 200))).toBe(true);
  expect(part.headers.get('etag')).toBe(found?.version);
  const beyond = await ask({ range: 'bytes=5000-' });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
  expect((await ask({ range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200);
  expect((await ask({ 'if-none-match': found?.version ?? '' })).status).toBe(304);
  rmSync(file);
  expect((await basemap()).file).toBeNull();
});
