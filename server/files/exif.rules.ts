/** When and where a photo says it was taken. `atMs` epoch milliseconds; degrees WGS-84. Null: it does not say, or says what cannot be. */
export interface Taken {
  atMs: number | null;
  lon: number | null;
  lat: number | null;
}

/** Entries of a directory by tag: type, count, and where the value stands. */
type Directory = Map<number, { type: number; count: number; at: number }>;

/** Tags. @source CIPA DC-008 (Exif 2.32) §4.6 */
const TAG = { exif: 0x8769, gps: 0x8825, original: 0x9003, offset: 0x9011 } as const;
const GPS = { latRef: 1, lat: 2, lonRef: 3, lon: 4 } as const;
const ASCII = 2;
const RATIONAL = 5;
/** Bytes of one value by type. @source TIFF 6.0 §2 */
const SIZES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
/** A directory with more entries than any camera writes is made up. */
const MOST_ENTRIES = 512;
const NOTHING: Taken = { atMs: null, lon: null, lat: null };

/**
 * Reads time and place out of an EXIF block. Bytes are a stranger's: whatever lies outside the block is not there.
 * @param localMs turns a wall clock time (year, month, day, hour, minute, second as if UTC, epoch ms) of the city into epoch ms; used where the camera names no zone
 */
export function takenOf(block: Buffer, localMs: (wallMs: number) => number): Taken {
  const tiff = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return NOTHING;
  const reader = new Reader(tiff, order === 'II');
  const root = reader.directory(reader.u32(4));
  const exif = reader.directory(reader.pointer(root, TAG.exif));
  const gps = reader.directory(reader.pointer(root, TAG.gps));
  const atMs = timeOf(reader.text(exif, TAG.original), reader.text(exif, TAG.offset), localMs);
  const lon = degreesOf(reader.rationals(gps, GPS.lon), reader.text(gps, GPS.lonRef), { most: 180, negative: 'W' });
  const lat = degreesOf(reader.rationals(gps, GPS.lat), reader.text(gps, GPS.latRef), { most: 90, negative: 'S' });
  // 0, 0 is what a camera writes that had no fix.
  const hasPlace = lon !== null && lat !== null && (lon !== 0 || lat !== 0);
  return { atMs, lon: hasPlace ? lon : null, lat: hasPlace ? lat : null };
}

/** "2026:11:23 09:40:12", with "+08:00" where the camera knows its zone. */
function timeOf(text: string, offset: string, localMs: (wallMs: number) => number): number | null {
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(wallMs).toISOString().slice(0, 10) !== `${found[1]}-${found[2]}-${found[3]}`) return null;
  const zone = /^([+-])(\d\d):(\d\d)$/.exec(offset);
  if (!zone) return localMs(wallMs);
  const minutes = (Number(zone[2]) * 60 + Number(zone[3])) * (zone[1] === '-' ? -1 : 1);
  return wallMs - minutes * 60_000;
}

function degreesOf(parts: readonly number[], ref: string, of: { most: number; negative: string }): number | null {
  if (parts.length !== 3 || !/^[NSEW]$/.test(ref)) return null;
  const [degrees = 0, minutes = 0, seconds = 0] = parts;
  const value = degrees + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(value) || value > of.most) return null;
  return ref === of.negative ? -value : value;
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    private readonly isLittle: boolean,
  ) {}

  /** The entries of the directory at an offset; empty when it does not lie within the block. */
  directory(at: number | null): Directory {
    const entries: Directory = new Map();
    const count = at === null ? null : this.u16(at);
    if (at === null || count === null || count > MOST_ENTRIES) return entries;
    for (let i = 0; i < count; i += 1) {
      const from = at + 2 + i * 12;
      const [tag, type, n] = [this.u16(from), this.u16(from + 2), this.u32(from + 4)];
      if (tag === null || type === null || n === null) return entries;
      const size = (SIZES[type] ?? Infinity) * n;
      const valueAt = size <= 4 ? from + 8 : this.u32(from + 8);
      if (valueAt !== null && valueAt + size <= this.bytes.length) entries.set(tag, { type, count: n, at: valueAt });
    }
    return entries;
  }

  pointer(directory: Directory, tag: number): number | null {
    const entry = directory.get(tag);
    return entry ? this.u32(entry.at) : null;
  }

  text(directory: Directory, tag: number): string {
    const entry = directory.get(tag);
    if (entry?.type !== ASCII) return '';
    return (this.bytes.toString('latin1', entry.at, entry.at + entry.count).split('\0')[0] ?? '').trim();
  }

  rationals(directory: Directory, tag: number): number[] {
    const entry = directory.get(tag);
    if (entry?.type !== RATIONAL || entry.count > 3) return [];
    return Array.from({ length: entry.count }, (_, i) => {
      const at = entry.at + i * 8;
      return (this.u32(at) ?? NaN) / (this.u32(at + 4) ?? NaN);
    });
  }

  u32(at: number): number | null {
    if (at + 4 > this.bytes.length) return null;
    return this.isLittle ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  private u16(at: number): number | null {
    if (at + 2 > this.bytes.length) return null;
    return this.isLittle ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }
}
