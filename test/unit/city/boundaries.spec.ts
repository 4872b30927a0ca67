import { describe, expect, it } from '@jest/globals';
import { districtsFrom, streetsFrom } from '../../../server/city/profile/areas.rules.js';
import type { Findings } from '../../../server/city/profile/fault.js';
import { readGeojson } from '../../../server/city/profile/geojson.reader.js';

const square = (x: number, y: number) => [
  [x, y],
  [x + 1, y],
  [x + 1, y + 1],
  [x, y + 1],
  [x, y],
];
const feature = (properties: object, coordinates: unknown = [square(100, 30)], type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});

function read(features: unknown[], crs: 'wgs84' | 'gcj02' = 'wgs84') {
  const findings: Findings = { faults: [], notes: [] };
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  const list = readGeojson({ file: 'd.geojson', text, crs }, findings);
  return { districts: districtsFrom({ file: 'd.geojson', crs, features: list }, null, findings), findings };
}

describe('reading boundaries', () => {
  it('finds code and name under the names that files in the wild use', () => {
    const { districts } = read([
      feature({ code: '1', name: 'a' }),
      feature({ adcode: 510104, name: '锦江区', center: [100.5, 30.5] }),
      { ...feature({ name_zh: 'c' }), id: '3' },
    ]);
    expect(districts.map((d) => [d.code, d.nameZh, d.center])).toEqual([
      ['1', 'a', [100.5, 30.5]],
      ['510104', '锦江区', [100.5, 30.5]],
      ['3', 'c', [100.5, 30.5]],
    ]);
  });

  it('moves GCJ-02 to WGS-84, label points too', () => {
    const { districts } = read([feature({ code: '1', center: [104.06, 30.67] }, [square(104, 30)])], 'gcj02');
    expect(districts[0]?.center?.[0]).toBeCloseTo(104.0575, 3);
    expect(districts[0]?.center?.[1]).toBeCloseTo(30.6724, 3);
  });

  it('closes open rings, drops flat ones and says so', () => {
    const open = square(100, 30).slice(0, -1);
    const { districts, findings } = read([
      feature(
        { code: '1' },
        [
          [open],
          [
            [
              [1, 1],
              [2, 2],
            ],
          ],
        ],
        'MultiPolygon',
      ),
    ]);
    expect(districts[0]?.geometry?.coordinates).toEqual([[square(100, 30)]]);
    expect(findings.notes).toEqual([
      'd.geojson feature 0: ring 0 was open and is closed',
      'd.geojson feature 0: ring 0 was open and is closed',
      'd.geojson feature 0: ring 0 has no area and is left out',
    ]);
  });

  it('tolerates rings that touch themselves', () => {
    const bow = [
      [100, 30],
      [101, 31],
      [101, 30],
      [100, 31],
      [100, 30],
    ];
    expect(read([feature({ code: '1' }, [bow])]).findings.faults).toEqual([]);
  });

  it.each([
    ['a repeated code', [feature({ code: '1' }), feature({ code: '1' })], 'feature 1', /twice/],
    ['no code', [feature({})], 'feature 0', /has no code/],
    ['the code that means no district', [feature({ code: '-' })], 'feature 0', /is not 1 to 20/],
    ['a point', [feature({ code: '1' }, [1, 2], 'Point')], 'feature 0', /not a polygon/],
    ['no geometry', [{ type: 'Feature', properties: { code: '1' }, geometry: null }], 'feature 0', /has no geometry/],
    ['projected coordinates', [feature({ code: '1' }, [[[440_000, 3_400_000]]])], 'feature 0', /not in degrees/],
    ['broken nesting', [feature({ code: '1' }, [1, 2])], 'feature 0', /not nested/],
  ])('names file and feature for %s', (_what, features, at, message) => {
    const { findings } = read(features);
    expect(findings.faults).toEqual([{ file: 'd.geojson', at, message: expect.stringMatching(message) }]);
  });

  it('refuses the compressed form of ECharts and what is not GeoJSON, with a reason', () => {
    const findings: Findings = { faults: [], notes: [] };
    const encoded = '{"type":"FeatureCollection","UTF8Encoding":true,"features":[]}';
    for (const text of [encoded, '{"type":"Topology"}', 'nonsense'])
      readGeojson({ file: 'x', text, crs: 'wgs84' }, findings);
    expect(findings.faults.map((f) => f.message)).toEqual([
      expect.stringContaining('ECharts'),
      expect.stringContaining('FeatureCollection'),
      expect.stringContaining('JSON'),
    ]);
  });

  it('puts a street into the district it names, or the one that holds it, or refuses it', () => {
    const { districts, findings } = read([
      feature({ code: '1', name: 'one' }),
      feature({ code: '2' }, [square(102, 30)]),
    ]);
    const list = [
      feature({ code: '1a', district: 'one' }),
      feature({ code: '2a' }, [square(102, 30)]),
      feature({ code: '9a' }, [square(120, 30)]),
    ];
    const text = JSON.stringify({ type: 'FeatureCollection', features: list });
    const features = readGeojson({ file: 's.geojson', text, crs: 'wgs84' }, findings);
    const streets = streetsFrom({ file: 's.geojson', crs: 'wgs84', features }, districts, findings);
    expect(streets.map((s) => [s.code, s.parent])).toEqual([
      ['1a', '1'],
      ['2a', '2'],
    ]);
    expect(findings.faults).toEqual([{ file: 's.geojson', at: 'feature 2', message: expect.stringContaining('9a') }]);
  });
});
