import type pg from 'pg';
import type { Stream } from '../../protocol/observation.js';
import { quick } from '../platform/database.js';

/** A key as stored, with what its source allows. */
export interface SourceKeyRow {
  id: string;
  source: string;
  secretHash: Buffer;
  revoked: boolean;
  retired: boolean;
}

/** A source as the administrator sees it. */
export interface SourceRow {
  id: string;
  nameZh: string;
  nameEn: string;
  streams: Stream[];
  expectEverySeconds: number | null;
  idFrom: 'message' | 'content';
  retired: boolean;
  demo: boolean;
  keys: KeyShown[];
}

/** What is shown of a key after its making: never the secret. */
export interface KeyShown {
  id: string;
  createdAt: string;
  createdBy: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

type Db = pg.Pool | pg.PoolClient;

/** Finds a key by its id (primary key). */
export async function keyById(db: Db, id: string): Promise<SourceKeyRow | null> {
  const { rows } = await db.query<SourceKeyRow>(
    quick(
      `select k.id, k.source, k.secret_hash as "secretHash", k.revoked_at is not null as revoked, s.retired_at is not null as retired
       from source_key k join source s on s.id = k.source where k.id = $1`,
      [id],
    ),
  );
  return rows[0] ?? null;
}

/** Notes that keys were used just now. */
export async function noteUse(db: Db, ids: readonly string[]): Promise<void> {
  await db.query('update source_key set last_used_at = clock_timestamp() where id = any($1)', [ids]);
}

/** All sources with their keys, or one of them. */
export async function sourcesWithKeys(db: Db, id: string | null = null): Promise<SourceRow[]> {
  const { rows } = await db.query<SourceRow>(
    `select s.id, s.name_zh as "nameZh", s.name_en as "nameEn", s.streams, s.expect_every_seconds as "expectEverySeconds",
       s.id_from as "idFrom", s.retired_at is not null as retired, s.demo,
       coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'createdAt', k.created_at, 'createdBy', k.created_by,
           'lastUsedAt', k.last_used_at, 'revokedAt', k.revoked_at) order by k.created_at desc)
         from source_key k where k.source = s.id), '[]') as keys
     from source s where $1::text is null or s.id = $1 order by s.id`,
    [id],
  );
  return rows;
}
