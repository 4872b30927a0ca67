import type { ClientBase, Pool } from 'pg';
import type { Assignment, AssignmentState } from '../../../protocol/dispatch.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { UnitStatus } from '../../../protocol/unit.js';

type Db = Pool | ClientBase;

/** Who does what nobody commanded: the service itself. */
export const SERVICE = '@service';

/** An assignment as stored; words still sealed. `ageMs`: real time since it was made. */
export interface StoredAssignment extends Omit<Assignment, 'reason' | 'endReason'> {
  incidentVersion: number;
  statusBefore: UnitStatus;
  words: Buffer | null;
  endWords: Buffer | null;
  noticed: boolean;
  ageMs: number;
}

/** A new assignment. Times of undo and notice are milliseconds from now, real time. */
export interface NewAssignment {
  id: string;
  incident: string;
  incidentVersion: number;
  unit: string;
  first: boolean;
  override: boolean;
  statusBefore: UnitStatus;
  words: Buffer | null;
  by: string;
  undoMs: number;
  noticeMs: number;
  drill: boolean;
}

const iso = (column: string) => `iso_utc(a.${column})`;
const STORED = `
  select a.id, a.incident, a.incident_version as "incidentVersion", a.unit, a.state, a.first, a.override, a.is_drill as drill, a.version,
         a.unit_status_before as "statusBefore", a.reason as words, a.end_reason as "endWords", ${iso('assigned_at')} as "assignedAt",
         a.assigned_by as "assignedBy", ${iso('undo_until')} as "undoUntil", ${iso('notice_at')} as "noticeAt",
         ${iso('accepted_at')} as "acceptedAt", ${iso('arrived_at')} as "arrivedAt", ${iso('handled_at')} as "handledAt",
         ${iso('ended_at')} as "endedAt", a.notice_at <= clock_timestamp() as noticed,
         (extract(epoch from clock_timestamp() - a.made_at) * 1000)::float8 as "ageMs"
  from assignment a`;

/** Writes an assignment; answers until when it can be undone and when its notice leaves. */
export async function addAssignment(
  db: ClientBase,
  a: NewAssignment,
): Promise<Pick<Assignment, 'undoUntil' | 'noticeAt'>> {
  const { rows } = await db.query<Pick<Assignment, 'undoUntil' | 'noticeAt'>>(
    `insert into assignment (id, incident, incident_version, unit, state, first, override, unit_status_before, reason, assigned_by, undo_until,
       notice_at, is_drill)
     values ($1, $2, $3, $4, 'assigned', $5, $6, $7, $8, $9, clock_timestamp() + $10 * interval '1 millisecond',
       clock_timestamp() + $11 * interval '1 millisecond', $12)
     returning iso_utc(undo_until) as "undoUntil", iso_utc(notice_at) as "noticeAt"`,
    [
      ...[a.id, a.incident, a.incidentVersion, a.unit, a.first, a.override, a.statusBefore, a.words],
      ...[a.by, a.undoMs, a.noticeMs, a.drill],
    ],
  );
  return rows[0] as Pick<Assignment, 'undoUntil' | 'noticeAt'>;
}

/** Every assignment of an incident, oldest first. Stable within a transaction that holds the incident. */
export async function assignmentsOf(db: Db, incident: string): Promise<StoredAssignment[]> {
  const { rows } = await db.query<StoredAssignment>(`${STORED} where a.incident = $1 order by a.assigned_at, a.id`, [
    incident,
  ]);
  return rows;
}

/** The card of an incident; undefined when there is none. */
export async function cardOf(db: Db, id: string): Promise<IncidentCard | undefined> {
  const { rows } = await db.query<{ card: IncidentCard }>('select card from incident_card where id = $1', [id]);
  return rows[0]?.card;
}

/** The incident of an assignment; undefined when there is none of that id. */
export async function incidentOf(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ incident: string }>('select incident from assignment where id = $1', [id]);
  return rows[0]?.incident;
}

/** Assignments that are open, or ended within a city day, of one unit or of the districts of a reader; newest first. */
export async function listAssignments(
  db: Db,
  of: { units: readonly string[] | null; districts: readonly string[] | null; open: boolean },
): Promise<StoredAssignment[]> {
  const { rows } = await db.query<StoredAssignment>(
    `${STORED} join incident i on i.id = a.incident
     where ($1::text[] is null or a.unit = any ($1)) and ($2::text[] is null or i.district = any ($2))
       and (a.ended_at is null or (not $3 and a.ended_at > city_now() - interval '1 day'))
     order by a.assigned_at desc, a.id desc limit 500`,
    [of.units, of.districts, of.open],
  );
  return rows;
}

const STAMP: Partial<Record<AssignmentState, string>> = {
  accepted: 'accepted_at',
  arrived: 'arrived_at',
  handled: 'handled_at',
};

/** Moves an assignment to a state, now. A state that ends it says by whom. */
export async function saveState(
  db: ClientBase,
  id: string,
  { state, isOpen, by, words }: { state: AssignmentState; isOpen: boolean; by: string; words: Buffer | null },
): Promise<void> {
  const stamp = STAMP[state];
  await db.query(
    `update assignment set state = $2, version = version + 1${stamp ? `, ${stamp} = city_now()` : ''},
       ended_at = case when $3 then null else city_now() end, ended_by = case when $3 then null else $4 end,
       end_reason = coalesce($5, end_reason) where id = $1`,
    [id, state, isOpen, by, words],
  );
}

/** Accounts that work in these units. */
export async function accountsOf(db: Db, units: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from account where unit = any ($1) and disabled_at is null order by id',
    [units],
  );
  return rows.map((row) => row.id);
}

/** Locks incidents in the order of their ids, as every writer does. */
export async function lockIncidents(db: ClientBase, ids: readonly string[]): Promise<void> {
  await db.query('select from incident where id = any ($1) order by id for update', [ids]);
}

/** Units that are or were on these incidents, by id. */
export async function unitsEverOn(db: Db, incidents: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>(
    'select distinct unit from assignment where incident = any ($1) order by unit',
    [incidents],
  );
  return rows.map((row) => row.unit);
}
