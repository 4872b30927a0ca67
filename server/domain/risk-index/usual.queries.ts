import type { PoolClient, QueryConfig } from 'pg';
import { LEAST_DAYS, PART_HOURS, USUAL_DAYS } from './usual.rules.js';

const PATIENCE_MS = 600_000;
const COUNTED = `observation where counted and not is_drill and h3 is not null
  and occurred_at >= to_timestamp($1::float8) - interval '${USUAL_DAYS} days' and occurred_at < to_timestamp($1::float8)`;

/** Counts anew what was usual over the weeks before the city's day that began at `midnightMs`. Index observation_occurred. */
export async function computeUsual(db: PoolClient, { midnightMs, zone }: { midnightMs: number; zone: string }) {
  const from = midnightMs / 1000;
  await db.query('set local statement_timeout = 0');
  await db.query('delete from risk_usual');
  await patiently(
    db,
    `insert into risk_usual (h3, part, stream, type, priority, n)
     select h3, (extract(hour from occurred_at at time zone $2)::int / ${PART_HOURS})::smallint, stream, type, priority, count(*)::int from ${COUNTED}
     group by 1, 2, 3, 4, 5`,
    [from, zone],
  );
  await patiently(
    db,
    `insert into risk_usual_basis (computed_at, hours)
     select city_now(), case when days >= ${LEAST_DAYS} then days * ${PART_HOURS} end
     from (select floor(($1::float8 - extract(epoch from min(occurred_at))) / 86400)::int as days from ${COUNTED}) b
     on conflict (one) do update set computed_at = excluded.computed_at, hours = excluded.hours`,
    [from],
  );
}

/** A pass over weeks of observations takes longer than the pool waits for an answer. */
async function patiently(db: PoolClient, text: string, values: unknown[]): Promise<void> {
  const query: QueryConfig & { query_timeout: number } = { text, values, query_timeout: PATIENCE_MS };
  await db.query(query);
}
