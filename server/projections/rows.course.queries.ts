import type { ClientBase, Pool } from 'pg';
import type { ObservationMessage, ObservationRow } from '../../protocol/rows.js';
import { maskPhones } from '../platform/mask.js';
import { shownState } from './rows.state.rules.js';
import { uuidTimeMs } from '../platform/ids.js';

/** Ids are made at receipt, so that they name the partition; this much may lie between the two, in milliseconds. */
const SLACK_MS = 60_000;

interface Stored {
  id: string;
  batch: string;
  source: string;
  record: string;
  stream: ObservationRow['stream'];
  type: string;
  priority: ObservationRow['priority'];
  occurred_at: Date;
  received_at: Date;
  district: string;
  placed: ObservationRow['placed'];
  road: string | null;
  lon: number | null;
  lat: number | null;
  title: string | null;
  body: string | null;
  flags: string[] | null;
  counted: boolean;
  is_history: boolean;
  bytes: number;
  state: ObservationRow['state'];
}

const STORED = `
  select o.id, o.batch, o.source, o.record, o.stream, o.type, o.priority, o.occurred_at, o.received_at, o.district, o.placed, o.road, o.lon,
         o.lat, o.title, o.body, o.flags, o.counted, o.is_history, octet_length(o.raw) as bytes, s.state
  from observation o left join lateral (
    select jsonb_strip_nulls(jsonb_build_object('status', r.status, 'openedAt', r.opened_at, 'dueAt', r.due_at, 'closedAt', r.closed_at,
      'org', r.org, 'result', r.result, 'satisfaction', r.satisfaction)) as state
    from source_record r where r.observation = o.id limit 1) s on true`;

/** Finds one stored message by its id. Primary key (received_at, id); `districts` null reaches everywhere. */
export async function findStored(
  db: Pool | ClientBase,
  id: string,
  districts: readonly string[] | null,
): Promise<Stored | undefined> {
  const { rows } = await db.query<Stored>(
    `${STORED} where o.id = $1 and o.received_at between $2 and $3 and ($4::text[] is null or o.district = any ($4))`,
    [id, ...receiptOf([id]), districts],
  );
  return rows[0];
}

/** Finds all messages of the same record, by receipt. Index observation_amendment; the opening one is named by the amendments' facts. */
export async function findCourse(db: Pool | ClientBase, of: Stored): Promise<Stored[]> {
  const later = await db.query<Stored>(`${STORED} where o.source = $1 and o.record = $2 and not o.counted`, [
    of.source,
    of.record,
  ]);
  const opening = of.counted ? [of] : await findOpening(db, of);
  return [...opening, ...later.rows].sort(
    (a, b) =>
      a.received_at.getTime() - b.received_at.getTime() ||
      Number(b.counted) - Number(a.counted) ||
      a.occurred_at.getTime() - b.occurred_at.getTime(),
  );
}

/** Reads the sealed message, and nothing else of it. */
export async function findRaw(db: Pool | ClientBase, of: Stored): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ raw: Buffer }>('select raw from observation where id = $1 and received_at = $2', [
    of.id,
    of.received_at,
  ]);
  return rows[0]?.raw;
}

/** Makes the outward row; text only for those who may read it, and with phones masked. */
export function toObservation(o: Stored, hasText: boolean): ObservationRow {
  return {
    id: o.id,
    source: o.source,
    record: o.record,
    stream: o.stream,
    type: o.type,
    priority: o.priority,
    occurredAt: o.occurred_at.toISOString(),
    receivedAt: o.received_at.toISOString(),
    district: o.district,
    placed: o.placed,
    road: o.road,
    lon: o.lon,
    lat: o.lat,
    title: textOf(o.title, hasText),
    history: o.is_history,
    state: shownState(o.state, hasText),
  };
}

/** Makes one message of a record's course. */
export function toMessage(o: Stored, hasText: boolean): ObservationMessage {
  return {
    id: o.id,
    source: o.source,
    occurredAt: o.occurred_at.toISOString(),
    receivedAt: o.received_at.toISOString(),
    bytes: o.bytes,
    counted: o.counted,
    flags: o.flags ?? [],
    title: textOf(o.title, hasText),
    body: textOf(o.body, hasText),
  };
}

/** The opening message came in the batch of a later one, or is the subject of what a later one amended. Indexes observation_batch, journal_batch. */
async function findOpening(db: Pool | ClientBase, of: Stored): Promise<Stored[]> {
  const batches = 'select batch from observation where source = $1 and record = $2 and not counted';
  const together = await db.query<Stored>(
    `${STORED} where o.batch in (${batches}) and o.source = $1 and o.record = $2 and o.counted`,
    [of.source, of.record],
  );
  if (together.rows.length > 0) return together.rows;
  const amended = await db.query<{ subject: string }>(
    `select distinct subject from journal_entry where type = 'observation.amended' and subject is not null and batch in (${batches})`,
    [of.source, of.record],
  );
  const ids = amended.rows.map((row) => row.subject);
  if (ids.length === 0) return [];
  const found = await db.query<Stored>(
    `${STORED} where o.id = any ($1) and o.received_at between $2 and $3 and o.source = $4 and o.record = $5`,
    [ids, ...receiptOf(ids), of.source, of.record],
  );
  return found.rows;
}

function receiptOf(ids: readonly string[]): [Date, Date] {
  const times = ids.map(uuidTimeMs);
  return [new Date(Math.min(...times) - SLACK_MS), new Date(Math.max(...times) + SLACK_MS)];
}

const textOf = (text: string | null, hasText: boolean) => (hasText && text !== null ? maskPhones(text) : null);
