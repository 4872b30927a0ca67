import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { SourceRow } from './mapping.js';

/** A file being read: its rows, and how far the reading is (0..1). */
export interface RowFile {
  rows: AsyncIterable<SourceRow>;
  progress: () => number;
}

/** Opens a CSV, NDJSON or GeoJSON file, plain or .gz, by its name. @throws Error for other names */
export function openRows(path: string): RowFile {
  const size = statSync(path).size;
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A broken file or archive ends the reading with its own error instead of an unhandled one.
  file.once('error', (error) => text.destroy(error));
  return { rows: rowsOf(path.replace(/\.gz$/, ''), text), progress: () => (size === 0 ? 1 : file.bytesRead / size) };
}

function rowsOf(name: string, text: Readable): AsyncIterable<SourceRow> {
  if (/\.(csv|tsv|txt)$/i.test(name)) return csvRows(text, /\.tsv$/i.test(name) ? '\t' : ',');
  if (/\.(ndjson|jsonl)$/i.test(name)) return jsonLines(text);
  if (/\.(geojson|json)$/i.test(name)) return features(text);
  throw new Error(`${name}: only .csv, .tsv, .ndjson, .jsonl and .geojson (plain or .gz) can be imported`);
}

function csvRows(text: Readable, delimiter: string): AsyncIterable<SourceRow> {
  const parser = parse({ columns: true, bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  text.once('error', (error) => parser.destroy(error));
  return text.pipe(parser);
}

async function* jsonLines(text: Readable): AsyncGenerator<SourceRow> {
  let number = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') yield objectOf(JSON.parse(line), `line ${number}`);
  }
}

/** Features as rows: their properties, and the first point of their geometry as @lon and @lat. */
async function* features(text: Readable): AsyncGenerator<SourceRow> {
  const chunks: Buffer[] = [];
  for await (const chunk of text) chunks.push(chunk as Buffer);
  const collection = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { features?: unknown };
  const list = Array.isArray(collection) ? collection : collection.features;
  if (!Array.isArray(list)) throw new Error('the file is neither a FeatureCollection nor an array of objects');
  for (const [i, one] of list.entries()) {
    const feature = objectOf(one, `feature ${i + 1}`);
    if (feature['type'] !== 'Feature') {
      yield feature;
      continue;
    }
    const geometry = feature['geometry'] as { coordinates?: unknown } | null;
    const [lon, lat] = firstPoint(geometry?.coordinates);
    yield { ...(feature['properties'] as SourceRow | null), '@lon': lon === undefined ? '' : lon, '@lat': lat ?? '' };
  }
}

function firstPoint(coordinates: unknown): [number?, number?] {
  let at = coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  return Array.isArray(at) ? [at[0] as number, at[1] as number] : [];
}

function objectOf(value: unknown, where: string): SourceRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as SourceRow;
  throw new Error(`${where} is not an object`);
}
