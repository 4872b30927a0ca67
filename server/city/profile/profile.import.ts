import type { PoolClient } from 'pg';
import type { Profile } from './profile.js';
import { importForces } from './units.import.js';

/** Rows written by one statement. */
const CHUNK = 20_000;

/** Who imports: sources of a demo profile are marked, so that production can tell them. `seal` encrypts phones. */
export interface ImportOptions {
  demo: boolean;
  seal: (plain: string) => Buffer;
}

/** Rows that an import wrote, by table. */
export type Written = Record<string, number>;

/**
 * Makes the reference tables say what the profile says, inside the caller's transaction. Tables whose file is absent stay; sources are
 * never deleted (keys and observations point at them). Ends by telling all instances.
 */
export async function importProfile(db: PoolClient, profile: Profile, options: ImportOptions): Promise<Written> {
  const written: Written = {};
  if (profile.city !== null) await saveSetting(db, 'city', profile.city);
  if (profile.areas !== null) written['area'] = await replaceAreas(db, profile.areas);
  if (profile.places !== null) written['place'] = await replacePlaces(db, profile.places);
  for (const [name, geojson] of Object.entries(profile.layers)) {
    await db.query(UPSERT_LAYER, [name, JSON.stringify(geojson)]);
    written[`layer ${name}`] = geojson.features.length;
  }
  if (profile.types !== null) written['catalogue_type'] = await replace(db, 'catalogue_type', TYPES, profile.types);
  if (profile.days !== null) written['calendar_day'] = await replace(db, 'calendar_day', DAYS, profile.days);
  if (profile.calendars !== null)
    written['service_calendar'] = await replace(db, 'service_calendar', CALENDARS, profile.calendars);
  if (profile.limits !== null) written['time_limit'] = await replace(db, 'time_limit', LIMITS, profile.limits);
  if (profile.sources !== null) {
    written['source'] = await run(
      db,
      SOURCES,
      profile.sources.map((s) => ({ ...s, demo: options.demo })),
    );
  }
  if (profile.sensors !== null) written['sensor'] = await replace(db, 'sensor', SENSORS, profile.sensors);
  if (profile.alarmRules !== null)
    written['alarm_rule'] = await replace(db, 'alarm_rule', ALARM_RULES, profile.alarmRules);
  if (profile.cameras !== null) written['camera'] = await replace(db, 'camera', CAMERAS, profile.cameras);
  if (profile.vitals !== null)
    written['vital_sign'] = await replace(db, 'vital_sign', VITALS, vitalRows(profile.vitals));
  if (profile.aggregates !== null) written['daily_aggregate'] = await saveAggregates(db, profile.aggregates);
  Object.assign(written, await importForces(db, profile, options.seal));
  await cityChanged(db);
  return written;
}

/** Tells every instance, after commit, to read the reference data anew. Call it in the transaction that changes a table of the city. */
export async function cityChanged(db: Pick<PoolClient, 'query'>): Promise<void> {
  await db.query(`insert into setting (name, value) values ('city.version', '1')
    on conflict (name) do update set value = to_jsonb((setting.value #>> '{}')::bigint + 1)`);
}

/** Writes one fact about the city. */
export async function saveSetting(db: Pick<PoolClient, 'query'>, name: string, value: unknown): Promise<void> {
  const sql =
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value';
  await db.query(sql, [name, JSON.stringify(value)]);
}

const UPSERT_LAYER = `insert into map_layer (name, geojson) values ($1, $2)
  on conflict (name) do update set geojson = excluded.geojson`;

const AREAS = `insert into area (code, level, name_zh, name_en, parent, center_lon, center_lat, population, geometry)
  select code, level, "nameZh", "nameEn", parent, (center ->> 0)::float8, (center ->> 1)::float8, population, geometry
  from jsonb_to_recordset($1) as x (code text, level text, "nameZh" text, "nameEn" text, parent text, center jsonb, population int, geometry jsonb)`;

const PLACES = `insert into place (kind, name, name_folded, street, district, lon, lat)
  select kind, name, "nameFolded", street, district, lon, lat
  from jsonb_to_recordset($1) as x (kind text, name text, "nameFolded" text, street text, district text, lon float8, lat float8)`;

const TYPES = `insert into catalogue_type (code, stream, family, std_code, name_zh, name_en, priority, source)
  select code, stream, family, "stdCode", "nameZh", "nameEn", priority, source
  from jsonb_to_recordset($1) as x (code text, stream text, family text, "stdCode" text, "nameZh" text, "nameEn" text, priority int, source text)`;

const DAYS = `insert into calendar_day (day, kind, name, source)
  select day, kind, name, source from jsonb_to_recordset($1) as x (day date, kind text, name text, source text)`;

const CALENDARS = `insert into service_calendar (id, name_zh, name_en, source, periods)
  select id, "nameZh", "nameEn", source, periods
  from jsonb_to_recordset($1) as x (id text, "nameZh" text, "nameEn" text, source text, periods jsonb)`;

const LIMITS = `insert into time_limit (id, name_zh, name_en, procedure, step, type, condition, priority, district, calendar, amount, unit,
    warn_share, effective_from, effective_to, source)
  select id, "nameZh", "nameEn", procedure, step, type, condition, priority, district, calendar, amount, unit, "warnShare",
    "effectiveFrom", "effectiveTo", source
  from jsonb_to_recordset($1) as x (id text, "nameZh" text, "nameEn" text, procedure text, step text, type text, condition text,
    priority int, district text, calendar text, amount int, unit text, "warnShare" float8, "effectiveFrom" date, "effectiveTo" date,
    source text)
  on conflict (id) do nothing`;

const SOURCES = `insert into source (id, name_zh, name_en, streams, expect_every_seconds, id_from, demo)
  select id, name, coalesce("nameEn", name), array(select jsonb_array_elements_text(streams)), "expectEverySeconds", coalesce("idFrom", 'message'), demo
  from jsonb_to_recordset($1)
    as x (id text, name text, "nameEn" text, streams jsonb, "expectEverySeconds" int, "idFrom" text, demo boolean)
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, streams = excluded.streams,
    expect_every_seconds = excluded.expect_every_seconds, id_from = excluded.id_from`;

const SENSORS = `insert into sensor (id, metric, unit, name_zh, name_en, source, lon, lat, district, expect_every_seconds, low, high,
    owner_zh, owner_en, place, range_low, range_high, frozen_after_seconds, calibrated_on, calibrate_every_days)
  select id, metric, unit, "nameZh", "nameEn", source, lon, lat, district, "expectEverySeconds", low, high,
    "ownerZh", "ownerEn", place, "rangeLow", "rangeHigh", "frozenAfterSeconds", "calibratedOn", "calibrateEveryDays"
  from jsonb_to_recordset($1) as x (id text, metric text, unit text, "nameZh" text, "nameEn" text, source text,
    lon float8, lat float8, district text, "expectEverySeconds" int, low float8, high float8, "ownerZh" text, "ownerEn" text, place text,
    "rangeLow" float8, "rangeHigh" float8, "frozenAfterSeconds" int, "calibratedOn" date, "calibrateEveryDays" int)`;

const ALARM_RULES = `insert into alarm_rule (id, condition, level, metric, sensors, name_zh, name_en, cause, cause_zh, cause_en, action_zh,
    action_en, limit_value, dead_band, on_delay_seconds, off_delay_seconds, priority, suppressed_by, incident_type, refers, source,
    effective_from, effective_to)
  select id, condition, level, metric, case when jsonb_typeof(sensors) = 'array' then array(select jsonb_array_elements_text(sensors)) end,
    "nameZh", "nameEn", cause, "causeZh", "causeEn", "actionZh", "actionEn", "limit", "deadBand", "onDelaySeconds", "offDelaySeconds",
    priority, array(select jsonb_array_elements_text("suppressedBy")), "incidentType", refers, source, "effectiveFrom", "effectiveTo"
  from jsonb_to_recordset($1) as x (id text, condition text, level text, metric text, sensors jsonb, "nameZh" text, "nameEn" text,
    cause text, "causeZh" text, "causeEn" text, "actionZh" text, "actionEn" text, "limit" float8, "deadBand" float8,
    "onDelaySeconds" int, "offDelaySeconds" int, priority int, "suppressedBy" jsonb, "incidentType" text, refers boolean, source text,
    "effectiveFrom" date, "effectiveTo" date)`;

const CAMERAS = `insert into camera (code, name_zh, name_en, district, address, lon, lat, direction, owner_zh, owner_en, state)
  select code, "nameZh", "nameEn", district, address, lon, lat, direction, "ownerZh", "ownerEn", state
  from jsonb_to_recordset($1) as x (code text, "nameZh" text, "nameEn" text, district text, address text, lon float8, lat float8,
    direction int, "ownerZh" text, "ownerEn" text, state text)`;

const VITALS = `insert into vital_sign (id, position, name_zh, name_en, owner_zh, owner_en, unit, decimals, metric, fold, threshold,
    expect_every_seconds, usual_low, usual_high)
  select id, position, "nameZh", "nameEn", "ownerZh", "ownerEn", unit, decimals, rule ->> 'metric', rule ->> 'fold',
    (rule ->> 'threshold')::float8, "expectEverySeconds", (usual ->> 0)::float8, (usual ->> 1)::float8
  from jsonb_to_recordset($1) as x (id text, position int, "nameZh" text, "nameEn" text, "ownerZh" text, "ownerEn" text, unit text,
    decimals int, rule jsonb, "expectEverySeconds" int, usual jsonb)`;

const AGGREGATES = `insert into daily_aggregate (day, district, stream, type, opened, closed, on_time)
  select x.* from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[])
    as x (day, district, stream, type, opened, closed, on_time)
  where x.day < city_now()::date
  on conflict (day, district, stream, type) do update
    set opened = excluded.opened, closed = excluded.closed, on_time = excluded.on_time
    where (daily_aggregate.opened, daily_aggregate.closed, daily_aggregate.on_time)
      is distinct from (excluded.opened, excluded.closed, excluded.on_time)`;

/** Statements that empty a table; names cannot be parameters. */
const EMPTY = {
  catalogue_type: 'delete from catalogue_type',
  calendar_day: 'delete from calendar_day',
  service_calendar: 'delete from service_calendar',
  // Those that the administration added are not the profile's to take away.
  time_limit: 'delete from time_limit where added_by is null',
  sensor: 'delete from sensor',
  alarm_rule: 'delete from alarm_rule',
  camera: 'delete from camera',
  vital_sign: 'delete from vital_sign',
} as const;

async function replace(
  db: PoolClient,
  table: keyof typeof EMPTY,
  sql: string,
  rows: readonly unknown[],
): Promise<number> {
  await db.query(EMPTY[table]);
  return run(db, sql, rows);
}

async function run(db: PoolClient, sql: string, rows: readonly unknown[]): Promise<number> {
  return (await db.query(sql, [JSON.stringify(rows)])).rowCount ?? 0;
}

async function replaceAreas(db: PoolClient, areas: NonNullable<Profile['areas']>): Promise<number> {
  // Places point at areas; theirs are written again below, or kept without area when the profile brings no places.
  await db.query('update place set street = null, district = null');
  await db.query('delete from area');
  return run(db, AREAS, areas);
}

async function replacePlaces(db: PoolClient, places: NonNullable<Profile['places']>): Promise<number> {
  await db.query('delete from place');
  return run(db, PLACES, places);
}

function vitalRows(vitals: NonNullable<Profile['vitals']>) {
  return vitals.map((vital, position) => ({ ...vital, position }));
}

async function saveAggregates(db: PoolClient, all: NonNullable<Profile['aggregates']>): Promise<number> {
  let written = 0;
  for (let from = 0; from < all.length; from += CHUNK) {
    const rows = all.slice(from, from + CHUNK);
    const columns = (['day', 'district', 'stream', 'type', 'opened', 'closed', 'onTime'] as const).map((key) =>
      rows.map((r) => r[key]),
    );
    written += (await db.query(AGGREGATES, columns)).rowCount ?? 0;
  }
  return written;
}
