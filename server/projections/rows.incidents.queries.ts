import type { ClientBase } from 'pg';
import { DONE } from '../../protocol/queue.js';
import { maskPhones } from '../platform/mask.js';
import type { KeyedRow, RowScope, RowSource, Statement } from './rows.source.js';

/**
 * Incidents as they were when the journal stood at $1. Every change of one is a fact with its card, so one that changed later is as its last fact
 * up to there says, and the others are as the table says. Indexes: primary key of journal_entry, journal_subject.
 */
const AT_SEQ = (candidates: string) => `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type in ('incident.opened', 'incident.moved', 'incident.changed')
  ), seen as (
    select c.card from incident i join incident_card c on c.id = i.id
    where ${candidates} and not exists (select from touched t where t.subject = i.id::text)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'card' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'card'
      order by j.seq desc limit 1) past
  ), kept as (
    select card, card ->> 'district' as district from seen
    where not (card ->> 'isDrill')::boolean and ($2::text[] is null or card ->> 'lane' = any ($2))
      and ($3::text[] is null or card ->> 'district' = any ($3)) and ($4::text[] is null or card ->> 'type' = any ($4))
      and ($5::int[] is null or (card ->> 'priority')::int = any ($5)) and ($6::text[] is null or card ->> 'source' = any ($6))
      and ($7::text[] is null or card ->> 'district' = any ($7)) and ($10::int[] is null or (card ->> 'level')::int = any ($10))
      and ($11::int is null or (card ->> 'bounces')::int >= $11)
      and ($12::polygon is null or $12::polygon @> point((card ->> 'lon')::float8, (card ->> 'lat')::float8))`;

/** Which rows of the table can matter, what holds of a card, and the text that orders the rows. */
interface Kind {
  candidates: string;
  holds: string;
  key: string;
}

/** $8 and $9 are `from` and `to`. */
const OPEN: Kind = {
  candidates: 'i.lane is not null',
  holds: "card ->> 'lane' is not null",
  // '~' lies after every time: what has no limit comes last.
  key: "coalesce(card ->> 'limitAt', '~')",
};
const NO_WINDOW = '($8::timestamptz is null or true) and ($9::timestamptz is null or true)';
const OVERDUE = "(card ->> 'limitAt')::timestamptz <= coalesce($9::timestamptz, date_trunc('minute', city_now()))";
const CLOSED = `card ->> 'outcome' = any (array[${DONE.map((outcome) => `'${outcome}'`).join(', ')}])
  and ($8::timestamptz is null or (card ->> 'closedAt')::timestamptz >= $8) and ($9::timestamptz is null or (card ->> 'closedAt')::timestamptz < $9)`;

/** `incidents.open`: not closed; `lane` narrows to lanes, which are a partition. */
export const incidentsOpen = source({ ...OPEN, holds: `${OPEN.holds} and ${NO_WINDOW}` });
/** `incidents.overdue`: open and past their limit at `to`, the figure's `overdueAt`. */
export const incidentsOverdue = source({
  ...OPEN,
  holds: `${OPEN.holds} and ($8::timestamptz is null or true) and ${OVERDUE}`,
});
/** `incidents.opened`: begun in [from, to), whatever became of them. */
export const incidentsOpened = source({
  candidates: '($8::timestamptz is null or i.opened_at >= $8) and ($9::timestamptz is null or i.opened_at < $9)',
  holds:
    "($8::timestamptz is null or (card ->> 'openedAt')::timestamptz >= $8) and ($9::timestamptz is null or (card ->> 'openedAt')::timestamptz < $9)",
  key: "card ->> 'openedAt'",
});
/** `incidents.closed`: done in [from, to). */
export const incidentsClosed = source({
  candidates: 'i.closed_at is not null',
  holds: CLOSED,
  key: "card ->> 'closedAt'",
});

function source({ candidates, holds, key }: Kind): RowSource {
  const from = `${AT_SEQ(candidates)} and ${holds}), page as (
    select card, district, (${key}) collate "C" as key, card ->> 'id' as id from kept)`;
  return {
    total: (db, scope) => countByDistrict(db, from, scope),
    page: (scope, after, limit) => pageOf(from, scope, { after, limit }),
    toRow,
  };
}

async function countByDistrict(db: ClientBase, from: string, scope: RowScope) {
  const { rows } = await db.query<{ district: string; n: number }>(
    `${from} select district, count(*)::int as n from page group by district order by district`,
    valuesOf(scope),
  );
  return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
}

function pageOf(
  from: string,
  scope: RowScope,
  { after, limit }: { after: string[] | undefined; limit: number | null },
): Statement {
  const text = `${from}, cut as (
    select * from page where ($13::text[] is null or (key, id) > (($13::text[])[1], ($13::text[])[2])) order by key, id limit $14)
    select card, array[key, cut.id] as keys, i.title, i.place from cut join incident i on i.id = cut.id::uuid order by key, cut.id`;
  return { text, values: [...valuesOf(scope), after ?? null, limit] };
}

function valuesOf({ filters: f, asOf, districts }: RowScope): unknown[] {
  const kind = [
    f.lane,
    f.district,
    f.type,
    f.priority,
    f.source,
    districts ?? undefined,
    f.from,
    f.to,
    f.level,
    f.bounces,
    f.area,
  ];
  return [asOf, ...kind.map((value): unknown => value ?? null)];
}

function toRow(raw: Record<string, unknown>, { hasText }: RowScope): KeyedRow {
  const shown = (text: unknown) => (hasText && typeof text === 'string' ? maskPhones(text) : null);
  const card = raw.card as Record<string, unknown>;
  return { keys: raw.keys as string[], row: { ...card, title: shown(raw.title), place: shown(raw.place) } };
}
