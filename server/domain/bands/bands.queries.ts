import type { ClientBase, Pool } from 'pg';
import type { BandsComputed } from '../../../protocol/facts/feeds.js';

/** What occurred in one epoch hour at one source; `unlocated` of `n` have no place. */
export interface SourceHour {
  hour: number;
  source: string;
  n: number;
  unlocated: number;
}

/** The reader that fills the roll-ups: nothing after its cursor is in them. */
const ROLLUPS = 'rollups';

/** Sums roll-ups of the epoch hours [from, to) by source. Primary key of rollup_hour starts with hour. */
export async function readSourceHours(db: Pool, from: number, to: number): Promise<SourceHour[]> {
  const { rows } = await db.query<SourceHour>(
    `select hour, source, sum(n)::int as n, coalesce(sum(n) filter (where placed = 'unlocated'), 0)::int as unlocated
     from rollup_hour where hour >= $1 and hour < $2 group by hour, source order by hour, source`,
    [from, to],
  );
  return rows;
}

/** Answers up to where the roll-ups hold the journal, and whether history came in after `seq` until there. */
export async function historySince(db: Pool, seq: number): Promise<{ seq: number; arrived: boolean }> {
  const { rows } = await db.query<{ seq: string; arrived: boolean }>(
    `select r.seq, exists (select 1 from journal_entry j where j.seq > $1 and j.seq <= r.seq and j.type = 'intake.recorded'
                           and (j.fact ->> 'history')::boolean) as arrived
     from reader r where r.name = $2`,
    [seq, ROLLUPS],
  );
  return rows[0] ? { seq: Number(rows[0].seq), arrived: rows[0].arrived } : { seq, arrived: false };
}

/** Stores the bands of a day; answers false when they stand there already, word for word. */
export async function storeBands(db: ClientBase, fact: BandsComputed): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into band_day (day, fact) values ($1, $2::jsonb) on conflict (day) do update set fact = excluded.fact
     where band_day.fact <> excluded.fact`,
    [fact.day, JSON.stringify(fact)],
  );
  return rowCount === 1;
}
