import type { ClientBase } from 'pg';
import type { LonLat } from '../../../protocol/geo.js';
import type { UnitStatus } from '../../../protocol/unit.js';

/** A unit locked for a change. Times epoch milliseconds of the city. `load`: incidents it holds. */
export interface LockedUnit {
  unit: string;
  district: string;
  capacity: number;
  drill: boolean;
  status: UnitStatus;
  beforeLost: UnitStatus | null;
  position: LonLat | null;
  positionMs: number | null;
  told: LonLat | null;
  toldMs: number | null;
  onShift: boolean;
  load: number;
  nowMs: number;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const point = (lon: string, lat: string) =>
  `case when ${lon} is null then null else jsonb_build_array(${lon}, ${lat}) end`;

/** Makes the row of every unit that has none yet: on standby; on shift unless the roster has to say so. */
export async function addStates(db: ClientBase, units: readonly string[]): Promise<void> {
  await db.query(
    `insert into unit_state (unit, on_shift) select id, duty = 'always' from unit where id = any ($1) order by id
     on conflict (unit) do nothing`,
    [units],
  );
}

/** Locks units in the order of their ids, as every writer does, and reads them as they are then. Unknown and retired ones are left out. */
export async function lockUnits(db: ClientBase, units: readonly string[]): Promise<LockedUnit[]> {
  await addStates(db, units);
  // The lock first, what they hold after it: a single statement would count what stood before the wait.
  await db.query('select from unit_state where unit = any ($1) order by unit for update', [units]);
  const { rows } = await db.query<LockedUnit>(
    `select u.id as unit, u.district, u.capacity, u.is_drill as drill, s.status,
            s.status_before_lost as "beforeLost", ${point('s.lon', 's.lat')} as position, ${ms('s.position_at')} as "positionMs",
            ${point('s.told_lon', 's.told_lat')} as told, ${ms('s.told_at')} as "toldMs", s.on_shift as "onShift",
            (select count(*)::int from assignment a where a.unit = u.id and a.ended_at is null) as load, floor(${ms('city_now()')}) as "nowMs"
     from unit u join unit_state s on s.unit = u.id where u.id = any ($1) and u.retired_at is null order by u.id`,
    [units],
  );
  return rows;
}

/** Sets a status as of the moment the unit was locked, which its fact tells, too. `heard`: the unit said so itself. */
export async function saveStatus(
  db: ClientBase,
  unit: string,
  {
    status,
    atMs,
    heard,
    beforeLost = null,
  }: { status: UnitStatus; atMs: number; heard: boolean; beforeLost?: UnitStatus | null },
): Promise<void> {
  await db.query(
    `update unit_state set status = $2, status_at = to_timestamp($5::float8 / 1000), status_before_lost = $3,
       heard_at = case when $4 then city_now() else heard_at end, version = version + 1 where unit = $1`,
    [unit, status, beforeLost, heard, atMs],
  );
}

/** Notes that a unit said something, now. */
export async function hear(db: ClientBase, unit: string): Promise<void> {
  await db.query('update unit_state set heard_at = city_now() where unit = $1', [unit]);
}

/** Keeps a position, and whether the journal is told of it. */
export async function savePosition(
  db: ClientBase,
  unit: string,
  { lonLat: [lon, lat], atMs, told }: { lonLat: LonLat; atMs: number; told: boolean },
): Promise<void> {
  await db.query(
    `update unit_state set lon = $2, lat = $3, position_at = to_timestamp($4::float8 / 1000), heard_at = city_now(),
       told_lon = case when $5 then $2 else told_lon end, told_lat = case when $5 then $3 else told_lat end,
       told_at = case when $5 then to_timestamp($4::float8 / 1000) else told_at end where unit = $1`,
    [unit, lon, lat, atMs, told],
  );
}

/** A unit with its status and how long it has said nothing, city milliseconds. */
export interface Quiet {
  unit: string;
  status: UnitStatus;
  silentMs: number;
}

/** Units with their silence: since their last word, or since their status began when that was later. */
export async function readQuiet(db: ClientBase, units: readonly string[] | null): Promise<Quiet[]> {
  const { rows } = await db.query<Quiet>(
    `select s.unit, s.status, ${ms('city_now()')} - ${ms('greatest(s.status_at, s.heard_at)')} as "silentMs"
     from unit_state s join unit u on u.id = s.unit
     where u.retired_at is null and ($1::text[] is null or s.unit = any ($1)) order by s.unit`,
    [units],
  );
  return rows;
}
