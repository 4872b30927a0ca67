import type { Basemap } from '../../protocol/basemap.js';

/** Bytes of an archive's header. @source PMTiles specification 3, §3 */
export const HEADER_BYTES = 127;
const MAGIC = 'PMTiles';
const VERSION = 3;
/** Places in the header. @source the same: tile type, highest zoom */
const AT = { version: 7, tileType: 99, maxZoom: 101 } as const;
const VECTOR_TILES = 1;
/** PNG, JPEG, WebP, AVIF. */
const RASTER_TILES: readonly number[] = [2, 3, 4, 5];

/** What of a file is asked for: bytes `from` to `to`, both included. */
export interface Span {
  from: number;
  to: number;
}

/** Reads what an archive's header says of its tiles. */
export function archiveOf(header: Buffer): { kind: 'vector' | 'raster'; maxZoom: number } | Basemap['fault'] {
  const isArchive = header.length === HEADER_BYTES && header.toString('latin1', 0, MAGIC.length) === MAGIC;
  if (!isArchive || header[AT.version] !== VERSION) return 'not-pmtiles';
  const [type, maxZoom] = [header[AT.tileType] ?? 0, header[AT.maxZoom] ?? 0];
  if (type !== VECTOR_TILES && !RASTER_TILES.includes(type)) return 'unknown-tiles';
  return { kind: type === VECTOR_TILES ? 'vector' : 'raster', maxZoom };
}

/** Reads a Range header of one span; null asks for all (none, several or unreadable ones), `unsatisfiable` for what is not there. @source RFC 9110 §14.2 */
export function spanOf(range: string | undefined, size: number): Span | null | 'unsatisfiable' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? '');
  const [first = '', last = ''] = found?.slice(1) ?? [];
  if (!found || (first === '' && last === '')) return null;
  if (first === '')
    return Number(last) === 0 ? 'unsatisfiable' : { from: Math.max(0, size - Number(last)), to: size - 1 };
  const [from, to] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'unsatisfiable' : { from, to };
}
