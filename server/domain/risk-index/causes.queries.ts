import type { ClientBase } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { HexCell } from '../../../protocol/facts/intake.js';
import { newest, readTypes } from '../../journal/journal.queries.js';
import type { RecordCount, Standing, UsualCount } from './causes.js';
import { HORIZON_MINUTES } from './decay.rules.js';

/** Entries after the roll-ups' cursor that one look takes in; the roll-ups are behind by a pull at most. */
const BEHIND_AT_MOST = 5000;
const ROLLUPS = 'rollups';

/** A cause with a point where its table knows no cell. */
export type Located = Omit<Standing, 'h3'> & { lon: number; lat: number };

/**
 * Alarms about the world that stand, and those whose condition went within the horizon; what a rule suppresses or a person took out of service
 * counts not, what somebody shelved does: the danger is there whoever looks. Indexes alarm_open, alarm_cleared.
 */
export async function readAlarms(db: ClientBase): Promise<Located[]> {
  const { rows } = await db.query<Located>(
    `select 'alarm' as kind, id::text as ref, cause as type, priority::text as grade, sensor, lon, lat, 'alarm.' || priority as weight,
            iso_utc(case when active then active_at else cleared_at end) as since, not active as over
     from (select *, state in ('unacknowledged', 'acknowledged') as active from alarm
           where closed_at is null or cleared_at > city_now() - $1 * interval '1 minute') a
     where condition in ('high', 'low') and not is_drill and lon is not null and hidden is distinct from 'suppressed'
       and hidden is distinct from 'disabled' and (active or cleared_at > city_now() - $1 * interval '1 minute')`,
    [HORIZON_MINUTES],
  );
  return rows;
}

/**
 * Incidents that are open, and those that ended within the horizon as what they were: one that was unfounded, invalid, merged or a permitted thing was no
 * danger. Indexes incident_pressing, incident_closed.
 */
export async function readIncidents(db: ClientBase): Promise<Standing[]> {
  const { rows } = await db.query<Standing>(
    `select 'incident' as kind, no as ref, type, priority::text as grade, null as sensor, to_hex(h3) as h3, 'incident.' || priority as weight,
            iso_utc(coalesce(closed_at, opened_at)) as since, closed_at is not null as over
     from incident where h3 is not null and not is_drill and (lane is not null or (closed_at > city_now() - $1 * interval '1 minute'
       and coalesce(outcome, 'solved') not in ('unfounded', 'duplicate', 'invalid', 'permitted') and merged_into is null))`,
    [HORIZON_MINUTES],
  );
  return rows;
}

/** What the registers grade: objects that are looked after, and risk points. */
export async function readRegister(db: ClientBase): Promise<Standing[]> {
  const { rows } = await db.query<Standing>(
    `select 'object' as kind, code as ref, category as type, grade, null as sensor, to_hex(h3) as h3, 'object.' || grade as weight,
            iso_utc(grade_since) as since, false as over
     from object where removed_at is null and not is_drill and h3 is not null and grade <> 'green'
       and (valid_from is null or valid_from <= city_now()::date) and (valid_to is null or valid_to >= city_now()::date)
     union all
     select 'register', code, category, grade, null, to_hex(h3), 'point.' || grade, iso_utc(grade_since), false
     from risk_point where removed_at is null and not is_drill and h3 is not null`,
  );
  return rows;
}

/**
 * Records by cell and minute: the roll-up, and the entries that it has not taken in yet, in the snapshot of the caller's transaction.
 * Primary key of rollup_hex starts with minute.
 */
export async function readRecords(db: ClientBase, nowMinute: number): Promise<RecordCount[]> {
  const cursor = await db.query<{ seq: string }>('select seq from reader where name = $1', [ROLLUPS]);
  const from = nowMinute - HORIZON_MINUTES;
  const { rows } = await db.query<RecordCount>(
    `select minute, to_hex(h3) as h3, stream, type, priority, n from rollup_hex where minute > $1 and n <> 0 and type <> ''`,
    [from],
  );
  const range = {
    seq: Number(cursor.rows[0]?.seq ?? 0),
    upTo: (await newest(db)).seq,
    limit: BEHIND_AT_MOST,
  };
  const behind = await readTypes(db, range, ['intake.recorded', 'observation.amended']);
  return [...rows, ...behind.flatMap(countsIn).filter((count) => count.minute > from)];
}

/** What is usual at one part of the day. Primary key of risk_usual starts with part. */
export async function readUsual(db: ClientBase, part: number): Promise<{ rows: UsualCount[]; hours: number | null }> {
  const { rows } = await db.query<UsualCount>(
    'select to_hex(h3) as h3, stream, type, priority, n from risk_usual where part = $1',
    [part],
  );
  const basis = await db.query<{ hours: number | null }>('select hours from risk_usual_basis');
  return { rows, hours: basis.rows[0]?.hours ?? null };
}

/** When the usual was last computed; null before the first time. */
export async function usualAt(db: ClientBase): Promise<string | null> {
  const { rows } = await db.query<{ at: string }>('select iso_utc(computed_at) as at from risk_usual_basis');
  return rows[0]?.at ?? null;
}

/**
 * Sensors that say nothing of their place: never heard, out of service, or with a standing alarm about themselves or their feed. Indexes
 * sensor_watch_pkey, alarm_open.
 */
export async function readSilent(db: ClientBase): Promise<{ sensor: string; lon: number; lat: number }[]> {
  const { rows } = await db.query<{ sensor: string; lon: number; lat: number }>(
    `with faulty as materialized (
       select subject from alarm where closed_at is null and state in ('unacknowledged', 'acknowledged') and condition not in ('high', 'low'))
     select s.id as sensor, s.lon, s.lat from sensor s left join sensor_watch w on w.sensor = s.id
     where s.lon is not null and s.lat is not null and (w.last_at is null
       or s.id in (select subject from faulty) or 'feed:' || s.source in (select subject from faulty)
       or s.id in (select sensor from sensor_outage where ended_at is null and until > city_now()))`,
  );
  return rows;
}

function countsIn({ fact, isDrill }: Entry): RecordCount[] {
  if (isDrill) return [];
  if (fact.type === 'intake.recorded') return fact.hexes.flatMap(kindOf);
  if (fact.type !== 'observation.amended') return [];
  return [
    { ...fact.old, n: -1 },
    { ...fact.new, n: 1 },
  ].flatMap((cell) => (cell.h3 === null ? [] : kindOf({ ...cell, h3: cell.h3 })));
}

function kindOf({ minute, h3, stream, type, priority, n }: HexCell): RecordCount[] {
  return stream === undefined || type === undefined ? [] : [{ minute, h3, stream, type, priority, n }];
}
