import { DomainError } from '../../platform/domain-error.js';
import type { RowScope, RowSource } from '../rows.source.js';

/** Column of each split in the view `kpi_event`. */
export const SPLIT_COLUMN = {
  ...{ district: 'district', source: 'source', organisation: 'organisation' },
  ...{ type: 'type', channel: 'channel', category: 'category' },
} as const;

/** `type` is the beginning of a code, as in definitions. The view's branch of one query uses the index of its time (kpi_subject_*). */
const COUNTED = `from kpi_event e where e.query = $1 and ($2::timestamptz is null or e.at >= $2) and ($3::timestamptz is null or e.at < $3)
  and ($4::text[] is null or e.stream = any ($4)) and ($5::text[] is null or exists (select from unnest($5::text[]) as t (code) where starts_with(e.type, t.code)))
  and ($6::text[] is null or e.source = any ($6)) and ($7::int[] is null or e.priority = any ($7))
  and ($8::text[] is null or e.district = any ($8)) and ($9::text[] is null or e.district = any ($9))`;

/** `kpi.rows`: what a named query (`kpi`) counts from `from` to `to`, narrowed by the filter of the indicator and one key of a split. */
export const kpiRows: RowSource = {
  total: async (db, scope) => {
    const { rows } = await db.query<{ district: string; n: number }>(
      `select e.district, count(*)::int as n ${COUNTED} and ${splitOf(scope)} group by e.district order by e.district`,
      valuesOf(scope),
    );
    return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
  },
  page: (scope, after, limit) => ({
    text: `select e.*, i.no, array[e.at::text, e.id::text] as keys from (select * ${COUNTED} and ${splitOf(scope)}) e
      left join incident i on e.kind = 'incident' and i.id = e.id
      where $11::text[] is null or (e.at, e.id) < (($11::text[])[1]::timestamptz, ($11::text[])[2]::uuid)
      order by e.at desc, e.id desc limit $12`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw, { hasText }) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.id, kind: raw.kind, no: raw.no, source: raw.source, stream: raw.stream, type: raw.type },
      ...{ priority: raw.priority, district: raw.district, channel: raw.channel, category: raw.category },
      ...{ organisation: hasText ? raw.organisation : null, at: raw.at, occurredAt: raw.opened_at },
      ...{ dueAt: raw.due_at, closedAt: raw.closed_at, seconds: raw.seconds },
    },
  }),
};

/** A place for the key is always there, so that statements keep the numbers of their values. */
function splitOf({ filters: { by } }: RowScope): string {
  return by === undefined ? '$10::text is null' : `e.${SPLIT_COLUMN[by]} = $10`;
}

function valuesOf({ filters: f, districts }: RowScope): unknown[] {
  if (f.kpi === undefined) throw new DomainError(400, 'rows/bad-query', 'kpi.rows needs kpi, the name of a query');
  if ((f.by === undefined) !== (f.key === undefined))
    throw new DomainError(400, 'rows/bad-query', 'by and key go together');
  const lists = [f.stream ?? null, f.type ?? null, f.source ?? null, f.priority ?? null, f.district ?? null];
  return [f.kpi, f.from ?? null, f.to ?? null, ...lists, districts, f.key ?? null];
}
