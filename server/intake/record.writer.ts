import type { PoolClient } from 'pg';
import type { RecordState } from './record.rules.js';
import type { Cell } from './row.js';

/** A record by its source and the hash of its name. */
export interface RecordKey {
  source: string;
  key: string;
}

interface FoundRow {
  source: string;
  key: string;
  observation: string;
  received_ms: number;
  occurred_ms: number;
  state_ms: number;
  stream: RecordState['stream'];
  is_history: boolean;
  type: string;
  priority: Cell['priority'];
  district: string;
  placed: Cell['placed'];
  h3: string | null;
  lon: number | null;
  lat: number | null;
  status: string | null;
  opened_ms: number | null;
  due_ms: number | null;
  closed_ms: number | null;
  org: string | null;
  result: string | null;
  satisfaction: number | null;
  is_open: boolean;
}

const CELL = `
  o.id as observation, extract(epoch from o.received_at)::float8 * 1000 as received_ms,
  extract(epoch from o.occurred_at)::float8 * 1000 as occurred_ms, o.stream, o.is_history, o.type, o.priority,
  o.district, o.placed, to_hex(o.h3) as h3, o.lon, o.lat`;
const ms = (column: string, name: string) => `extract(epoch from r.${column})::float8 * 1000 as ${name}`;
const NAMED = `(r.source, r.record_hash) in
    (select k.source, decode(k.key, 'hex') from json_to_recordset($1) as k (source text, key text))`;
// Locked in key order, so that two groups that meet the same records wait for each other instead of for ever.
const LOCK = `select from source_record r where ${NAMED} order by r.source, r.record_hash for update`;
// A statement of its own: after a wait, LOCK would join the new record with the old observation.
const READ = `
  select r.source, encode(r.record_hash, 'hex') as key, ${CELL}, ${ms('state_at', 'state_ms')}, r.status, ${ms('opened_at', 'opened_ms')},
         ${ms('due_at', 'due_ms')}, ${ms('closed_at', 'closed_ms')}, r.org, r.result, r.satisfaction, r.is_open
  from source_record r join observation o on o.received_at = r.observation_received_at and o.id = r.observation
  where ${NAMED}`;
const MESSAGES = `
  select k.source, k.key, ${CELL}, extract(epoch from o.occurred_at)::float8 * 1000 as state_ms, null as status, null as opened_ms,
         null as due_ms, null as closed_ms, null as org, null as result, null as satisfaction, false as is_open
  from json_to_recordset($1) as k (source text, key text, id uuid, ms float8)
  join observation o on o.received_at = to_timestamp(k.ms / 1000) and o.id = k.id`;
const FIELDS = `
  s (source text, key text, observation uuid, received_ms float8, state_ms float8, status text, opened_ms float8, due_ms float8,
     closed_ms float8, org text, result text, satisfaction smallint, is_open boolean, is_history boolean)`;
const at = (name: string) => `to_timestamp(s.${name} / 1000)`;
const INSERT = `
  insert into source_record (source, record_hash, observation, observation_received_at, state_at, status, opened_at, due_at, closed_at,
                             org, result, satisfaction, is_open, is_history)
  select s.source, decode(s.key, 'hex'), s.observation, ${at('received_ms')}, ${at('state_ms')}, s.status, ${at('opened_ms')},
         ${at('due_ms')}, ${at('closed_ms')}, s.org, s.result, s.satisfaction, s.is_open, s.is_history
  from json_to_recordset($1) as ${FIELDS} order by s.source, s.key
  on conflict (source, record_hash) do nothing`;
const UPDATE = `
  update source_record r
  set state_at = ${at('state_ms')}, status = s.status, opened_at = ${at('opened_ms')}, due_at = ${at('due_ms')},
      closed_at = ${at('closed_ms')}, org = s.org, result = s.result, satisfaction = s.satisfaction, is_open = s.is_open,
      version = r.version + 1
  from json_to_recordset($1) as ${FIELDS}
  where r.source = s.source and r.record_hash = decode(s.key, 'hex')`;
const MOVE = `
  update observation o
  set type = m.type, priority = m.priority, district = m.district, placed = m.placed, h3 = m.h3, lon = m.lon, lat = m.lat
  from json_to_recordset($1) as m (id uuid, ms float8, type text, priority smallint, district text, placed text, h3 bigint,
                                   lon double precision, lat double precision)
  where o.received_at = to_timestamp(m.ms / 1000) and o.id = m.id`;

/** Reads and locks the records that are known, by `source|key`. */
export async function lockRecords(client: PoolClient, keys: readonly RecordKey[]): Promise<Map<string, RecordState>> {
  const names = [JSON.stringify(keys.map(({ source, key }) => ({ source, key })))];
  const locked = await client.query({ name: 'record-lock', text: LOCK, values: names });
  if (locked.rowCount === 0) return new Map();
  const { rows } = await client.query<FoundRow>({ name: 'record-read', text: READ, values: names });
  return new Map(rows.map((row) => [nameOf(row), fromRow(row)]));
}

/** Reads earlier messages that a later one calls its record, by `source|key`: they carried no state of their own. */
export async function readMessages(
  client: PoolClient,
  messages: readonly (RecordKey & { id: string; ms: number })[],
): Promise<Map<string, RecordState>> {
  if (messages.length === 0) return new Map();
  const { rows } = await client.query<FoundRow>(MESSAGES, [JSON.stringify(messages)]);
  return new Map(rows.map((row) => [nameOf(row), fromRow(row)]));
}

/** Stores records seen for the first time. Answers how many were really new: fewer means that another writer was faster. */
export async function insertRecords(
  client: PoolClient,
  records: readonly (RecordKey & { state: RecordState })[],
): Promise<number> {
  if (records.length === 0) return 0;
  const { rowCount } = await client.query({ name: 'record-insert', text: INSERT, values: [stateJson(records)] });
  return rowCount ?? 0;
}

/** Stores what records that are locked have become. */
export async function updateRecords(
  client: PoolClient,
  records: readonly (RecordKey & { state: RecordState })[],
): Promise<void> {
  if (records.length === 0) return;
  await client.query({ name: 'record-update', text: UPDATE, values: [stateJson(records)] });
}

/** Moves the counted observations of records to where their records are now. */
export async function moveObservations(client: PoolClient, records: readonly RecordState[]): Promise<void> {
  if (records.length === 0) return;
  const moved = records.map(({ observation, observationReceivedMs, cell }) => ({
    ...{ id: observation, ms: observationReceivedMs },
    ...{ ...cell, h3: cell.h3 === null ? null : BigInt(`0x${cell.h3}`).toString() },
  }));
  await client.query(MOVE, [JSON.stringify(moved)]);
}

/** Name of a record among the records of one transaction. */
export function nameOf(key: RecordKey): string {
  return `${key.source}|${key.key}`;
}

function stateJson(records: readonly (RecordKey & { state: RecordState })[]): string {
  return JSON.stringify(
    records.map(({ source, key, state: s }) => ({
      ...{ source, key, observation: s.observation, received_ms: s.observationReceivedMs, state_ms: s.stateMs },
      ...{ status: s.state.status, opened_ms: s.state.openedAt, due_ms: s.state.dueAt, closed_ms: s.state.closedAt },
      ...{ org: s.state.org, result: s.state.result, satisfaction: s.state.satisfaction },
      ...{ is_open: s.isOpen, is_history: s.isHistory },
    })),
  );
}

function fromRow(row: FoundRow): RecordState {
  const { type, priority, district, placed, h3, lon, lat, status, org, result, satisfaction } = row;
  return {
    ...{ observation: row.observation, observationReceivedMs: Math.round(row.received_ms) },
    ...{ occurredMs: Math.round(row.occurred_ms), stateMs: Math.round(row.state_ms) },
    ...{ stream: row.stream, isHistory: row.is_history, isOpen: row.is_open },
    cell: { type, priority, district, placed, h3, lon, lat },
    state: {
      ...{ status, org, result, satisfaction },
      ...{ openedAt: rounded(row.opened_ms), dueAt: rounded(row.due_ms), closedAt: rounded(row.closed_ms) },
    },
  };
}

function rounded(msOrNull: number | null): number | null {
  return msOrNull === null ? null : Math.round(msOrNull);
}
