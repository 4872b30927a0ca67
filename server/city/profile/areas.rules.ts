import { AreaCode } from '../../../protocol/profile.js';
import type { Crs } from '../../../protocol/geo.js';
import type { AreaRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import { polygonsOf, type Feature } from '../geojson.js';
import { PolygonIndex } from '../polygon-index.rules.js';
import type { Findings } from './fault.js';
import { centerOf, codeOf, nameOf, textOf } from './geojson.reader.js';
import { labelPoint } from './label-point.rules.js';

/** Where a file keeps code and name, when not under the usual names. */
export interface AreaKeys {
  code?: string;
  name?: string;
}

interface AreaFile {
  file: string;
  crs: Crs;
  features: readonly Feature[];
  keys?: AreaKeys;
}

const DISTRICT_KEYS = ['district', 'districtCode', 'parent', 'parentCode'];

/** Makes districts of features. Codes must be there and unique; names default to the code. */
export function districtsFrom(input: AreaFile, cityCode: string | null, findings: Findings): AreaRow[] {
  return areasFrom(input, findings).map(({ area }) => ({ ...area, level: 'district', parent: cityCode }));
}

/** Makes streets of features; each belongs to the district it names (code or name), else to the one that holds its label point. */
export function streetsFrom(input: AreaFile, districts: readonly AreaRow[], findings: Findings): AreaRow[] {
  const byCode = new Set(districts.map((d) => d.code));
  const byName = new Map(districts.map((d) => [d.nameZh, d.code]));
  const ground = new PolygonIndex(
    districts.flatMap((d) => (d.geometry === null ? [] : [{ code: d.code, polygons: polygonsOf(d.geometry) }])),
  );
  return areasFrom(input, findings).flatMap(({ area, feature, index }) => {
    const named = textOf(feature.properties, DISTRICT_KEYS);
    const given = named === null ? null : byCode.has(named) ? named : (byName.get(named) ?? null);
    const parent = given ?? (area.center === null ? null : ground.at(area.center[0], area.center[1]));
    if (parent !== null) return [{ ...area, level: 'street' as const, parent }];
    const message = `street ${area.code} lies in no district of the profile`;
    findings.faults.push({ file: input.file, at: `feature ${index}`, message });
    return [];
  });
}

function areasFrom({ file, crs, features, keys = {} }: AreaFile, findings: Findings) {
  const seen = new Set<string>();
  const fail = (index: number, message: string) => {
    findings.faults.push({ file, at: `feature ${index}`, message });
    return [];
  };
  return features.flatMap((feature, index) => {
    const code = codeOf(feature, keys.code);
    if (code === null) return fail(index, `has no ${keys.code ?? 'code'} in its properties`);
    if (!AreaCode.safeParse(code).success)
      return fail(index, `code ${code.slice(0, 40)} is not 1 to 20 letters, digits, dots, hyphens`);
    if (seen.has(code)) return fail(index, `code ${code} is there twice`);
    if (polygonsOf(feature.geometry).length === 0)
      return fail(index, `${code} is a ${feature.geometry.type}, not a polygon`);
    seen.add(code);
    return [{ area: areaOf(feature, code, { crs, keys }), feature, index }];
  });
}

function areaOf(feature: Feature, code: string, { crs, keys }: { crs: Crs; keys: AreaKeys }): AreaRow {
  const nameZh = nameOf(feature, keys.name) ?? code;
  const given = centerOf(feature);
  const population = feature.properties['population'];
  return {
    code,
    level: 'district',
    nameZh,
    nameEn: textOf(feature.properties, ['nameEn', 'name_en', 'nameEN']) ?? nameZh,
    parent: null,
    center: given === null ? labelPoint(feature.geometry) : toWgs84(crs, given[0], given[1]),
    population: typeof population === 'number' && population >= 0 ? Math.round(population) : null,
    geometry: feature.geometry,
  };
}
