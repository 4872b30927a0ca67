import type { ClientBase, Pool, QueryConfig } from 'pg';
import type { Entry, FactType } from '../../protocol/facts.js';
import { upcast } from './upcasters.js';

interface EntryRow {
  seq: string;
  at: Date;
  version: number;
  subject: string | null;
  batch: string | null;
  is_drill: boolean;
  fact: unknown;
}

/** Anything that runs a query: a pool, or the client of a transaction. */
export type Queryable = Pool | ClientBase;

const COLUMNS = 'seq, at, version, subject, batch, is_drill, fact';

/** A read that gives up on a connection that went silent; the pool's own limit is far longer. */
const READ_TIMEOUT_MS = 2500;

/** Reads up to `limit` entries after `seq`, in order. Plain `seq >` is enough: no smaller seq can commit later (docs/adr/0001). */
export async function readAfter(db: Queryable, seq: number, limit: number): Promise<Entry[]> {
  const text = `select ${COLUMNS} from journal_entry where seq > $1 order by seq limit $2`;
  // pg takes a limit per query, its types do not know it.
  const read: QueryConfig & { query_timeout: number } = {
    name: 'journal-after',
    text,
    values: [seq, limit],
    query_timeout: READ_TIMEOUT_MS,
  };
  const { rows } = await db.query<EntryRow>(read);
  return rows.map(toEntry);
}

/** Reads up to `limit` entries of `types` in (`seq`, `upTo`], in order. */
export async function readTypes(
  db: Queryable,
  range: { seq: number; upTo: number; limit: number },
  types: readonly FactType[],
): Promise<Entry[]> {
  const { rows } = await db.query<EntryRow>(
    `select ${COLUMNS} from journal_entry where seq > $1 and seq <= $2 and type = any ($3) order by seq limit $4`,
    [range.seq, range.upTo, types, range.limit],
  );
  return rows.map(toEntry);
}

/** Answers the newest seq and when it was written; 0 and null for an empty journal. */
export async function newest(db: Queryable): Promise<{ seq: number; at: Date | null }> {
  const text = 'select seq, at from journal_entry order by seq desc limit 1';
  const { rows } = await db.query<{ seq: string; at: Date }>({ name: 'journal-newest', text });
  return { seq: Number(rows[0]?.seq ?? 0), at: rows[0]?.at ?? null };
}

/** Lists every reactor with the entries it has not read and those it put aside. */
export async function readers(db: Queryable): Promise<{ name: string; lag: number; parked: number }[]> {
  const { rows } = await db.query<{ name: string; lag: number; parked: number }>(
    `select r.name, (coalesce((select max(seq) from journal_entry), 0) - r.seq)::int as lag,
            (select count(*) from parked_entry p where p.reader = r.name)::int as parked
     from reader r order by r.name`,
  );
  return rows;
}

function toEntry(row: EntryRow): Entry {
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    subject: row.subject,
    batch: row.batch,
    isDrill: row.is_drill,
    fact: upcast(row.fact, row.version),
  };
}
