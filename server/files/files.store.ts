import type { ClientBase, Pool } from 'pg';
import type { StoredFile } from '../../protocol/file.js';

/** Bytes of one chunk: small enough to be read and backed up row by row, large enough to be few. */
const CHUNK = 256 * 1024;

/** A photo about to be kept. Picture and thumbnail are sealed by the caller. Times epoch milliseconds. */
export interface NewFile {
  id: string;
  sha256: Buffer;
  storedSha256: Buffer;
  bytes: number;
  width: number;
  height: number;
  takenAtMs: number | null;
  takenAtFrom: StoredFile['takenAtFrom'];
  lon: number | null;
  lat: number | null;
  placeFrom: StoredFile['placeFrom'];
  account: string;
  by: string;
  isDrill: boolean;
  thumb: Buffer;
  image: Buffer;
}

/** What a request for a picture needs before it reads one. */
export interface FileHead {
  file: StoredFile;
  account: string;
  storedSha256: Buffer;
}

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const HEAD = `select f.id, f.account, f.stored_sha256 as "storedSha256", json_build_object(
    'id', f.id, 'sha256', encode(f.sha256, 'hex'), 'bytes', f.bytes, 'width', f.width, 'height', f.height,
    'takenAt', to_char(f.taken_at at time zone 'UTC', ${UTC}), 'takenAtFrom', f.taken_at_from,
    'lon', f.taken_lon, 'lat', f.taken_lat, 'placeFrom', f.place_from,
    'at', to_char(f.at at time zone 'UTC', ${UTC}), 'by', coalesce(a.name, f.by), 'isDrill', f.is_drill) as file
  from file f left join account a on a.id = f.account`;

/** Keeps a photo with its chunks; false when this account sent the very same bytes before. */
export async function addFile(db: ClientBase, f: NewFile): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into file (id, sha256, stored_sha256, bytes, width, height, taken_at, taken_at_from, taken_lon, taken_lat, place_from,
       account, by, is_drill, thumb)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (account, sha256, is_drill) do nothing`,
    [
      ...[f.id, f.sha256, f.storedSha256, f.bytes, f.width, f.height, f.takenAtMs, f.takenAtFrom, f.lon, f.lat],
      ...[f.placeFrom, f.account, f.by, f.isDrill, f.thumb],
    ],
  );
  if (rowCount === 0) return false;
  for (let n = 0; n * CHUNK < f.image.length; n += 1) {
    const part = f.image.subarray(n * CHUNK, (n + 1) * CHUNK);
    await db.query('insert into file_chunk (file, n, bytes) values ($1, $2, $3)', [f.id, n, part]);
  }
  return true;
}

/** Finds a photo that an account sent before, by its bytes. Unique key of file. */
export async function findSent(
  db: Pool | ClientBase,
  of: { account: string; sha256: Buffer; isDrill: boolean },
): Promise<StoredFile | undefined> {
  const { rows } = await db.query<FileHead>(`${HEAD} where f.account = $1 and f.sha256 = $2 and f.is_drill = $3`, [
    ...[of.account, of.sha256, of.isDrill],
  ]);
  return rows[0]?.file;
}

/** Reads everything of a photo but its pixels. */
export async function readHead(db: Pool | ClientBase, id: string): Promise<FileHead | undefined> {
  const { rows } = await db.query<FileHead>(`${HEAD} where f.id = $1`, [id]);
  return rows[0];
}

/** Reads the sealed picture. */
export async function readImage(db: Pool | ClientBase, id: string): Promise<Buffer> {
  const { rows } = await db.query<{ bytes: Buffer }>('select bytes from file_chunk where file = $1 order by n', [id]);
  return Buffer.concat(rows.map((row) => row.bytes));
}

/** Reads the sealed thumbnail. */
export async function readThumb(db: Pool | ClientBase, id: string): Promise<Buffer> {
  const { rows } = await db.query<{ thumb: Buffer }>('select thumb from file where id = $1', [id]);
  return rows[0]?.thumb ?? Buffer.alloc(0);
}

/** Photos an account sent within the last hour. Index file_account_at. */
export async function countRecent(db: Pool | ClientBase, account: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    "select count(*)::int as n from file where account = $1 and at > city_now() - interval '1 hour'",
    [account],
  );
  return rows[0]?.n ?? 0;
}
