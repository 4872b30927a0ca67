import type { ClientBase } from 'pg';
import type { IncidentCard } from '../../../protocol/incident.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Pause } from './due-dates.js';

/** An incident locked for a change: its card, what only the service needs, and the city's time of the lock. */
export interface Locked {
  card: IncidentCard;
  backTo: string | null;
  clockFromMs: number | null;
  stepFromMs: number;
  extraMinutes: number;
  pauses: Pause[];
  object: string | null;
  /** The filing condition by which it was filed. */
  condition: string | null;
  sourceClosed: boolean;
  assignees: string[];
  nowMs: number;
}

/** Columns a change may set, by the names used here. Times epoch milliseconds. */
const COLUMNS = {
  state: 'state',
  lane: 'lane',
  backTo: 'back_to',
  outcome: 'outcome',
  priority: 'priority',
  level: 'level',
  enteredMs: 'entered_at',
  closedMs: 'closed_at',
  warnMs: 'warn_at',
  dueMs: 'due_at',
  stepWarnMs: 'step_warn_at',
  stepDueMs: 'step_due_at',
  clockFromMs: 'clock_from',
  stepFromMs: 'step_from',
  extraMinutes: 'extra_minutes',
  pauses: 'pauses',
  pausedMs: 'paused_at',
  lookAgainMs: 'look_again_at',
  reviewed: 'reviewed',
  supervised: 'supervised',
  extensionPending: 'extension_pending',
  reports: 'reports',
  repeats: 'repeats',
  bounces: 'bounces',
  reworks: 'reworks',
  extensions: 'extensions',
  reminders: 'reminders',
  parent: 'parent',
  mergedInto: 'merged_into',
  assignees: 'assignees',
  sourceClosed: 'source_closed',
  h3: 'h3',
  type: 'type',
  district: 'district',
  road: 'road',
  lon: 'lon',
  lat: 'lat',
  object: 'object',
  condition: 'filing_condition',
} as const;
export type Changes = Partial<Record<keyof typeof COLUMNS, unknown>>;

const LOCK = `
  select c.card, i.back_to as "backTo", (extract(epoch from i.clock_from) * 1000)::float8 as "clockFromMs",
         (extract(epoch from i.step_from) * 1000)::float8 as "stepFromMs", i.extra_minutes as "extraMinutes", i.pauses, i.object, i.filing_condition as condition,
         i.source_closed as "sourceClosed", i.assignees, (extract(epoch from city_now()) * 1000)::float8 as "nowMs"
  from incident i join incident_card c on c.id = i.id`;

/** Locks incidents in the order of their ids, as every writer does, so that no two wait for each other. */
export async function lockIncidents(db: ClientBase, ids: readonly string[]): Promise<Locked[]> {
  // The lock first, the card after it: the view would otherwise show what stood before the wait.
  await db.query('select from incident where id = any ($1) order by id for update', [ids]);
  const { rows } = await db.query<Locked>(`${LOCK} where i.id = any ($1) order by i.id`, [ids]);
  return rows;
}

/** Locks one incident. @throws incident/unknown (404) */
export async function lockIncident(db: ClientBase, id: string): Promise<Locked> {
  const [found] = await lockIncidents(db, [id]);
  if (!found) throw new DomainError(404, 'incident/unknown', `no incident ${id} within your reach`);
  return found;
}

/** Writes changes to a locked incident, counts its version up and answers the card that stands now. */
export async function saveIncident(db: ClientBase, id: string, changes: Changes): Promise<IncidentCard> {
  const names = Object.keys(changes) as (keyof typeof COLUMNS)[];
  const sets = names.map((name, i) => `${COLUMNS[name]} = ${placeOf(name, i + 2)}`);
  const values = names.map((name) => (name === 'pauses' ? JSON.stringify(changes[name]) : changes[name]));
  await db.query(`update incident set version = version + 1${sets.map((s) => `, ${s}`).join('')} where id = $1`, [
    id,
    ...values,
  ]);
  return cardOf(db, id);
}

/** Reads the card of an incident that exists. */
export async function cardOf(db: ClientBase, id: string): Promise<IncidentCard> {
  const { rows } = await db.query<{ card: IncidentCard }>('select card from incident_card where id = $1', [id]);
  return (rows[0] as { card: IncidentCard }).card;
}

/** Keeps words that go with a fact, sealed by the caller; answers their id. */
export async function addNote(
  db: ClientBase,
  note: {
    id: string;
    incident: string;
    kind: 'comment' | 'instruction' | 'reason';
    by: string;
    words: Buffer;
    isDrill: boolean;
  },
): Promise<string> {
  await db.query(
    'insert into incident_note (id, incident, kind, by, words, is_drill) values ($1, $2, $3, $4, $5, $6)',
    [note.id, note.incident, note.kind, note.by, note.words, note.isDrill],
  );
  return note.id;
}

/** Photos taken after the work, put to an incident since it was last given out. Index journal_subject. */
export async function countAfterPhotos(db: ClientBase, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from incident_attachment a where a.incident = $1 and a.kind = 'after' and a.at >= coalesce(
       (select max(j.at) from journal_entry j where j.subject = $1::text and j.type = 'incident.moved' and j.fact ->> 'command' in ('dispatch', 'rework')),
       '-infinity')`,
    [id],
  );
  return rows[0]?.n ?? 0;
}

/** Confirmed offences of the same kind by the same object in the months before. Index incident_object. */
export async function countOffences(
  db: ClientBase,
  of: { id: string; object: string; type: string; isDrill: boolean; months: number },
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from incident where object = $2 and type = $3 and id <> $1 and is_drill = $4
       and outcome in ('exempt', 'note', 'penalty', 'solved') and closed_at > city_now() - make_interval(months => $5)`,
    [of.id, of.object, of.type, of.isDrill, of.months],
  );
  return rows[0]?.n ?? 0;
}

function placeOf(name: string, n: number): string {
  if (name.endsWith('Ms')) return `to_timestamp($${n}::float8 / 1000)`;
  return name === 'pauses' ? `$${n}::jsonb` : `$${n}`;
}
