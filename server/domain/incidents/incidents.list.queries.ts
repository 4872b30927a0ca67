import type { ClientBase, Pool } from 'pg';
import type { Incident, IncidentCard, QueueFilter } from '../../../protocol/incident.js';
import { LANES_OF } from '../../../protocol/queue.js';
import { IN_SCOPE, toIncident, type ReadScope } from './incidents.queries.js';

/** Which incidents, in what order. Lists hold alternatives; absent: any. `atMs`: the minute by which overdue is judged. */
export interface ListAsked {
  filter?: QueueFilter | 'closed' | 'all' | undefined;
  state?: string[] | undefined;
  district?: string[] | undefined;
  type?: string[] | undefined;
  priority?: number[] | undefined;
  procedure?: string[] | undefined;
  source?: string[] | undefined;
  id?: string[] | undefined;
  record?: string | undefined;
  q?: string | undefined;
  /** The words folded, and the digest of the number that they are, to look in what was reported; null for who may not read text. */
  said: { words: string; phone: Buffer | null } | null;
  from?: string | undefined;
  to?: string | undefined;
  drill: boolean;
  sort: 'pressing' | '-openedAt';
  atMs: number;
}

/** Sort keys of a row, as text; a page goes on after them. */
export type ListCursor = string[];

interface Row {
  card: IncidentCard;
  title: string | null;
  place: string | null;
  keys: string[];
}

const FILTERS = `i.is_drill = $3 and ($4::text[] is null or i.lane = any ($4)) and ($5::boolean is null or (i.lane is null) = $5)
  and ($6::timestamptz is null or i.limit_at <= $6) and ($7::text[] is null or i.state = any ($7))
  and ($8::text[] is null or i.district = any ($8)) and ($9::text[] is null or i.type = any ($9))
  and ($10::smallint[] is null or i.priority = any ($10)) and ($11::text[] is null or i.procedure = any ($11))
  and ($12::text[] is null or i.source = any ($12)) and ($13::uuid[] is null or i.id = any ($13))
  and ($14::text is null or i.search ilike $14 or i.object in (select b.code from object b where b.search ilike $14)
       or i.id in (select t.incident from incident_text t where t.words like $20 or t.phones @> array[$21::bytea]))
  and ($15::timestamptz is null or i.opened_at >= $15)
  and ($16::timestamptz is null or i.opened_at < $16)
  and ($19::text is null or i.id in (select r.incident from incident_observation r where r.record = $19))`;

/** For each order: the keys, what comes after them, and the order. Indexes incident_pressing, incident_opened. */
const ORDERS: Record<ListAsked['sort'], { keys: string; after: string; by: string }> = {
  pressing: {
    keys: "array[coalesce(i.limit_at, 'infinity')::text, i.priority::text, i.id::text]",
    after: `(coalesce(i.limit_at, 'infinity'), i.priority, i.id) > (($17::text[])[1]::timestamptz, ($17::text[])[2]::smallint, ($17::text[])[3]::uuid)`,
    by: "coalesce(i.limit_at, 'infinity'), i.priority, i.id",
  },
  '-openedAt': {
    keys: 'array[i.opened_at::text, i.id::text]',
    after: '(i.opened_at, i.id) < (($17::text[])[1]::timestamptz, ($17::text[])[2]::uuid)',
    by: 'i.opened_at desc, i.id desc',
  },
};

/** Reads a page of incidents that a reader may see, with the keys of its last row. */
export async function listIncidents(
  db: Pool | ClientBase,
  asked: ListAsked,
  { scope, after, limit }: { scope: ReadScope; after: ListCursor | null; limit: number },
): Promise<{ items: Incident[]; next: ListCursor | null }> {
  const { keys, after: isAfter, by } = ORDERS[asked.sort];
  const { rows } = await db.query<Row>(
    `select c.card, i.title, i.place, ${keys} as keys from incident i join incident_card c on c.id = i.id
     where ${IN_SCOPE} and ${FILTERS} and ($17::text[] is null or ${isAfter}) order by ${by} limit $18`,
    [scope.districts, scope.account, ...valuesOf(asked), after, limit + 1, asked.record ?? null, ...saidOf(asked)],
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => toIncident(row, scope)),
    next: rows.length > limit ? (page.at(-1)?.keys ?? null) : null,
  };
}

function valuesOf(asked: ListAsked): unknown[] {
  const { filter = 'open' } = asked;
  const lanes = filter === 'closed' || filter === 'all' ? null : LANES_OF[filter];
  const isClosed = filter === 'all' ? null : filter === 'closed';
  const overdueAt = filter === 'overdue' ? new Date(asked.atMs) : null;
  const { state, district, type, priority, procedure, source, id, q, from, to } = asked;
  const kind = [state, district, type, priority, procedure, source, id].map((value): unknown => value ?? null);
  const like = q === undefined ? null : containing(q);
  return [asked.drill, lanes, isClosed, overdueAt, ...kind, like, from ?? null, to ?? null];
}

/** Nothing is like null: who may not read text does not find by it. */
function saidOf({ said }: ListAsked): unknown[] {
  return [said === null || said.words === '' ? null : containing(said.words), said?.phone ?? null];
}

function containing(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
