import type { KeyedRow, RowScope, RowSource } from './rows.source.js';

export { kpiRows } from './kpi/rows.kpis.queries.js';

/** Dead letters refused by $1; `is_waiting`: settled not at all or later. Index dead_letter_received. */
const LETTERS = `with moment as (select at from journal_entry where seq <= $1 order by seq desc limit 1),
  later as materialized (
    select source, fact ->> 'code' as code, (fact ->> 'receivedAt')::timestamptz as received_at from journal_entry
    where seq > $1 and type = 'intake.rejected'
  ), letter as (
    select d.id, d.source, d.received_at, d.code, d.pointer, d.detail, d.item_id, d.bytes,
           d.outcome is null or d.settled_at > (select at from moment) as is_waiting
    from dead_letter d
    where ($2::text[] is null or d.source = any ($2)) and ($3::text is null or d.code = $3)
      and ($4::timestamptz is null or d.received_at >= $4) and ($5::timestamptz is null or d.received_at < $5)
      and not exists (select 1 from later l where l.source = d.source and l.code = d.code and l.received_at = d.received_at))`;

/** `dead-letters.waiting`: refused items that nobody has replayed or discarded. */
export const deadLettersWaiting: RowSource = lettersWhere('is_waiting');
/** `sources.rejected`: all items refused in a window of receipt, settled or not. */
export const sourcesRejected: RowSource = lettersWhere('true');

function lettersWhere(condition: 'is_waiting' | 'true'): RowSource {
  return {
    total: async (db, scope) => {
      const count = `${LETTERS} select count(*)::int as n from letter where ${condition}`;
      const { rows } = await db.query<{ n: number }>(count, lettersOf(scope));
      return { total: rows[0]?.n ?? 0, by: [] };
    },
    page: (scope, after, limit) => ({
      text: `${LETTERS} select *, array[received_at::text, id::text] as keys from letter where ${condition}
        and ($6::text[] is null or (received_at, id) < (($6::text[])[1]::timestamptz, ($6::text[])[2]::uuid))
        order by received_at desc, id desc limit $7`,
      values: [...lettersOf(scope), after ?? null, limit],
    }),
    toRow: toLetter,
  };
}

function toLetter(raw: Record<string, unknown>): KeyedRow {
  const { id, source, code, pointer, detail, bytes } = raw;
  const row = { id, source, receivedAt: raw.received_at, code, pointer, detail, itemId: raw.item_id, bytes };
  return { keys: raw.keys as string[], row };
}

/** Sensors of a vital sign with their newest value; `fresh`: young enough to be part of the figure (5 rhythms). */
const INPUTS = `with input as (
    select s.id, s.name_zh, s.name_en, s.source, s.district, s.metric, s.unit, l.at, l.value,
           coalesce(l.at >= city_now() - 5 * coalesce(s.expect_every_seconds, v.expect_every_seconds) * interval '1 second', false) as fresh
    from vital_sign v join sensor s on s.metric = v.metric left join sensor_latest l on l.sensor = s.id where v.id = $1)`;

/** `vitals.inputs`: the sensors behind a vital sign. */
export const vitalsInputs: RowSource = {
  total: async (db, { filters }) => {
    const { rows } = await db.query<{ n: number }>(`${INPUTS} select count(*)::int as n from input`, [
      filters.vital ?? null,
    ]);
    return { total: rows[0]?.n ?? 0, by: [] };
  },
  page: ({ filters }, after, limit) => ({
    text: `${INPUTS} select *, array[id] as keys from input where ($2::text[] is null or id > ($2::text[])[1]) order by id limit $3`,
    values: [filters.vital ?? null, after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      id: raw.id,
      nameZh: raw.name_zh,
      nameEn: raw.name_en,
      source: raw.source,
      district: raw.district,
      metric: raw.metric,
      unit: raw.unit,
      at: raw.at,
      value: raw.value,
      fresh: raw.fresh,
    },
  }),
};

const lettersOf = ({ asOf, filters: { source, code, from, to } }: RowScope): unknown[] => [
  asOf,
  ...[source, code, from, to].map((value): unknown => value ?? null),
];
