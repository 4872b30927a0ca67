import type { RowScope, RowSource } from './rows.source.js';

/** Dead letters that waited at $1: those refused before, and settled not at all or later. */
const WAITING = `with moment as (select at from journal_entry where seq <= $1 order by seq desc limit 1),
  refused as materialized (
    select source, fact ->> 'code' as code, (fact ->> 'receivedAt')::timestamptz as received_at from journal_entry
    where seq > $1 and type = 'intake.rejected'
  ), waiting as (
    select d.id, d.source, d.received_at, d.code, d.pointer, d.detail, d.item_id, d.bytes from dead_letter d
    where (d.outcome is null or d.settled_at > (select at from moment))
      and ($2::text[] is null or d.source = any ($2)) and ($3::text is null or d.code = $3)
      and not exists (select 1 from refused r where r.source = d.source and r.code = d.code and r.received_at = d.received_at))`;

/** `dead-letters.waiting`: refused items that nobody has replayed or discarded. */
export const deadLettersWaiting: RowSource = {
  total: async (db, scope) => {
    const { rows } = await db.query<{ n: number }>(
      `${WAITING} select count(*)::int as n from waiting`,
      lettersOf(scope),
    );
    return { total: rows[0]?.n ?? 0, by: [] };
  },
  page: (scope, after, limit) => ({
    text: `${WAITING} select *, array[received_at::text, id::text] as keys from waiting
      where ($4::text[] is null or (received_at, id) < (($4::text[])[1]::timestamptz, ($4::text[])[2]::uuid))
      order by received_at desc, id desc limit $5`,
    values: [...lettersOf(scope), after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      id: raw.id,
      source: raw.source,
      receivedAt: raw.received_at,
      code: raw.code,
      pointer: raw.pointer,
      detail: raw.detail,
      itemId: raw.item_id,
      bytes: raw.bytes,
    },
  }),
};

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

const lettersOf = ({ asOf, filters }: RowScope): unknown[] => [asOf, filters.source ?? null, filters.code ?? null];
