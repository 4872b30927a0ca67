import type { Crs } from '../../../protocol/geo.js';
import type { Feature } from '../geojson.js';
import type { Findings } from './fault.js';
import { readGeometry } from './geometry.rules.js';

/** What a feature collection is read for: its file name for messages and the coordinate system it is in. */
export interface GeojsonFile {
  file: string;
  text: string;
  crs: Crs;
}

/** Names under which files in the wild keep a code, a name and a label point; the first that is there wins. */
const CODE_KEYS = ['code', 'adcode', 'CODE', 'id'];
const NAME_KEYS = ['name', 'name_zh', 'nameZh', 'NAME'];
const CENTER_KEYS = ['center', 'centroid', 'cp'];

/** Reads a feature collection; faults name file and feature index (from 0), tolerated dirt becomes notes. */
export function readGeojson({ file, text, crs }: GeojsonFile, findings: Findings): Feature[] {
  const fail = (at: string, message: string) => void findings.faults.push({ file, at, message });
  const parsed = parseJson(text);
  if (parsed === null) return (fail('', 'is not a JSON object'), []);
  if (parsed['UTF8Encoding'] === true || parsed['UTF8Encoding'] === 'true') {
    return (
      fail(
        '',
        'is in the compressed form of ECharts (UTF8Encoding); export it as plain GeoJSON with coordinates in degrees',
      ),
      []
    );
  }
  const list = parsed['features'];
  if (parsed['type'] !== 'FeatureCollection' || !Array.isArray(list))
    return (fail('', 'is not a GeoJSON FeatureCollection'), []);
  return list.flatMap((input: unknown, n): Feature[] => {
    const raw = (input ?? {}) as Partial<Record<string, unknown>>;
    const read = readGeometry(raw['geometry'], crs);
    if ('fault' in read) return (fail(`feature ${n}`, read.fault), []);
    findings.notes.push(...read.notes.map((note) => `${file} feature ${n}: ${note}`));
    const properties = isRecord(raw['properties']) ? raw['properties'] : {};
    const id = raw['id'];
    const base = { type: 'Feature' as const, properties, geometry: read.geometry };
    return [typeof id === 'string' || typeof id === 'number' ? { ...base, id } : base];
  });
}

/** Text or number under the first known name, as trimmed text; `extra` is asked before the usual names. */
export function codeOf(feature: Feature, extra?: string): string | null {
  return (
    textOf(feature.properties, extra === undefined ? CODE_KEYS : [extra]) ??
    (extra === undefined ? idOf(feature) : null)
  );
}

/** Name of a feature as trimmed text; `extra` replaces the usual names. */
export function nameOf(feature: Feature, extra?: string): string | null {
  return textOf(feature.properties, extra === undefined ? NAME_KEYS : [extra]);
}

/** Label point that a file gives, as it stands there, or null. */
export function centerOf(feature: Feature): [number, number] | null {
  for (const key of CENTER_KEYS) {
    const value = feature.properties[key];
    if (Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number')
      return [value[0], value[1]];
  }
  return null;
}

/** Text or number under the first of `keys` that has one. */
export function textOf(properties: Record<string, unknown>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

function idOf(feature: Feature): string | null {
  return feature.id === undefined ? null : String(feature.id);
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
