import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect, it } from '@jest/globals';
import { readDistricts } from '../../../server/city/profile/districts.reader.js';
import { ProfileError } from '../../../server/city/profile/fault.js';
import { indexOf } from '../../../server/city/profile/places.rules.js';
import { pathOf, requires } from '../../support/requires.js';

requires('shared-data')('real boundaries', () => {
  it('of Los Angeles agree with the council district that at least 99.5 % of the located requests name', () => {
    const path = join(pathOf('shared-data'), 'boundaries', 'la_council_districts_2012.geojson');
    const { areas } = readDistricts({ path, crs: 'wgs84', keys: { code: 'name', name: 'name' } });
    expect(areas).toHaveLength(15);
    const ground = indexOf(areas ?? [], 'district');
    const found = { located: 0, agree: 0 };
    for (const month of ['jan', 'dec']) {
      const text = gunzipSync(readFileSync(join(pathOf('shared-data'), 'streams', `la311_2018_${month}.csv.gz`)));
      for (const row of parse<Record<string, string>>(text, { columns: true, bom: true })) {
        const { Longitude: lon, Latitude: lat, CD: district } = row;
        if (!lon || !lat || !district) continue;
        found.located++;
        if (ground.at(Number(lon), Number(lat)) === String(Number(district))) found.agree++;
      }
    }
    expect(found.located).toBeGreaterThan(15_000);
    expect(found.agree / found.located).toBeGreaterThanOrEqual(0.995);
  });

  it('with self-touching rings are read from GCJ-02, and the compressed form is refused by name', () => {
    const file = (name: string) => join(pathOf('shared-data'), 'boundaries', 'echarts-mit', `${name}.geojson`);
    const { areas } = readDistricts({ path: file('chengdu'), crs: 'gcj02', keys: {} });
    const ground = indexOf(areas ?? [], 'district');
    for (const area of areas ?? []) expect(area.code).toMatch(/^5101\d\d$/);
    // Tianfu Square, WGS-84.
    expect(ground.at(104.0633, 30.6598)).toBe('510105');
    expect(readDistricts({ path: file('qingdao'), crs: 'gcj02', keys: {} }).areas?.length).toBeGreaterThan(6);
    expect(() => readDistricts({ path: file('shanghai'), crs: 'gcj02', keys: {} })).toThrow(ProfileError);
    expect(() => readDistricts({ path: file('shanghai'), crs: 'gcj02', keys: {} })).toThrow(/ECharts/);
  });
});
