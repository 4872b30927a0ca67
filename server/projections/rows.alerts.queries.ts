import type { RowScope, RowSource } from './rows.source.js';

/** What a compilation of a monthly alert froze: it is the same at every place of the journal. Index alert_input_pkey. */
const FROZEN = `with counted as (
    select part, day, district, type, n from alert_input
    where alert = $1 and compile = $2 and ($3::text[] is null or part = any ($3)) and ($4::date is null or day >= $4)
      and ($5::date is null or day <= $5) and ($6::text[] is null or district = any ($6)) and ($7::text[] is null or type = any ($7))
      and ($8::text[] is null or district = any ($8)))`;

/** `alerts.inputs`: daily counts behind the figures of an alert; the total is their sum. Without `alert` and `compile` there is nothing. */
export const alertsInputs: RowSource = {
  total: async (db, scope) => {
    const { rows } = await db.query<{ district: string; n: number }>(
      `${FROZEN} select district, sum(n)::int as n from counted group by district order by district`,
      valuesOf(scope),
    );
    return { total: rows.reduce((sum, { n }) => sum + n, 0), by: rows };
  },
  page: (scope, after, limit) => ({
    text: `${FROZEN} select *, to_char(day, 'YYYY-MM-DD') as date, array[day::text, part || '|' || district || '|' || type] as keys from counted
      where $9::text[] is null or (day::text, part || '|' || district || '|' || type) > (($9::text[])[1], ($9::text[])[2])
      order by day, part || '|' || district || '|' || type limit $10`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: { part: raw.part, day: raw.date, district: raw.district, type: raw.type, n: raw.n },
  }),
};

function valuesOf({ filters: f, districts }: RowScope): unknown[] {
  return [f.alert, f.compile, f.part, f.fromDay, f.toDay, f.district, f.type, districts].map((v): unknown => v ?? null);
}
