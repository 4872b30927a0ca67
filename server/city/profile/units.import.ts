import type { PoolClient } from 'pg';
import type { RouteRow } from '../city-rows.js';
import type { Profile } from './profile.js';
import type { UnitRecord } from './units.rules.js';

/**
 * Writes fields, units, routing and posts inside the caller's transaction. Units and posts that are no longer named are retired, never
 * deleted: assignments and shifts point at them. Where units stand and what they do is left alone.
 */
export async function importForces(
  db: PoolClient,
  { fields, units, routes, posts }: Profile,
  seal: (plain: string) => Buffer,
): Promise<Record<string, number>> {
  const written: Record<string, number> = {};
  if (fields !== null) {
    await db.query('delete from enforcement_field');
    written['enforcement_field'] = await run(db, FIELDS, fields);
  }
  if (units !== null) written['unit'] = await saveUnits(db, units, seal);
  if (routes !== null) written['routing_rule'] = (await replaceRoutes(db, routes)).written;
  if (posts !== null) {
    await run(db, FORGET_TURNS, posts);
    written['post'] = await run(db, POSTS, posts);
    const ids = posts.map((post) => post.id);
    await db.query('update post set retired_at = city_now() where retired_at is null and id <> all ($1)', [ids]);
  }
  return written;
}

/** Writes units; one that was retired is back. `keepPhones`: a row without a number leaves the known one alone. */
export async function writeUnits(
  db: PoolClient,
  units: readonly UnitRecord[],
  { seal, keepPhones }: { seal: (plain: string) => Buffer; keepPhones: boolean },
): Promise<number> {
  const rows = units.map(({ phone, ...unit }) => ({
    ...unit,
    phone: phone === null ? null : seal(phone).toString('base64'),
  }));
  return (await db.query(UNITS, [JSON.stringify(rows), keepPhones])).rowCount ?? 0;
}

/** Puts rules in the place of all others. */
export async function replaceRoutes(
  db: PoolClient,
  routes: readonly RouteRow[],
): Promise<{ written: number; replaced: number }> {
  const gone = await db.query('delete from routing_rule');
  return { written: await run(db, ROUTES, routes), replaced: gone.rowCount ?? 0 };
}

async function saveUnits(
  db: PoolClient,
  units: readonly UnitRecord[],
  seal: (plain: string) => Buffer,
): Promise<number> {
  const ids = units.map((unit) => unit.id);
  await db.query('update unit set retired_at = city_now() where retired_at is null and id <> all ($1)', [ids]);
  return writeUnits(db, units, { seal, keepPhones: false });
}

async function run(db: PoolClient, sql: string, rows: readonly unknown[]): Promise<number> {
  return (await db.query(sql, [JSON.stringify(rows)])).rowCount ?? 0;
}

const FIELDS = `insert into enforcement_field (code, name_zh, name_en, types, source)
  select code, "nameZh", "nameEn", types, source
  from jsonb_to_recordset($1) as x (code text, "nameZh" text, "nameEn" text, types text[], source text)`;

const UNITS = `insert into unit (id, name_zh, name_en, type, skills, fields, organisation_zh, organisation_en, district, areas, crew, phone,
    capacity, base_lon, base_lat, duty, is_drill)
  select id, "nameZh", "nameEn", type, skills, fields, "organisationZh", "organisationEn", district, areas, crew, decode(phone, 'base64'),
    capacity, (base ->> 0)::float8, (base ->> 1)::float8, duty, drill
  from jsonb_to_recordset($1) as x (id text, "nameZh" text, "nameEn" text, type text, skills text[], fields text[], "organisationZh" text,
    "organisationEn" text, district text, areas text[], crew int, phone text, capacity int, base jsonb, duty text, drill boolean)
  order by id
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, type = excluded.type, skills = excluded.skills,
    fields = excluded.fields, organisation_zh = excluded.organisation_zh, organisation_en = excluded.organisation_en,
    district = excluded.district, areas = excluded.areas, crew = excluded.crew,
    phone = case when $2::boolean then coalesce(excluded.phone, unit.phone) else excluded.phone end, capacity = excluded.capacity,
    base_lon = excluded.base_lon, base_lat = excluded.base_lat, duty = excluded.duty, is_drill = excluded.is_drill, retired_at = null`;

const ROUTES = `insert into routing_rule (id, match, area, unit, from_time, to_time, days, source)
  select id, match, area, unit, "from", "to", days, source
  from jsonb_to_recordset($1) as x (id int, match text, area text, unit text, "from" text, "to" text, days text, source text)`;

const POSTS = `insert into post (id, name_zh, name_en, district, unit, hours, people)
  select id, "nameZh", "nameEn", district, unit, hours, people
  from jsonb_to_recordset($1)
    as x (id text, "nameZh" text, "nameEn" text, district text, unit text, hours jsonb, people text[])
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, district = excluded.district, unit = excluded.unit,
    hours = excluded.hours, people = excluded.people, retired_at = null,
    laid_until = case when (post.hours, post.people) is distinct from (excluded.hours, excluded.people) then null else post.laid_until end`;

/** Turns to come are written anew where hours or people changed; a shift that runs is left to its people. */
const FORGET_TURNS = `delete from shift s using post p, jsonb_to_recordset($1) as x (id text, hours jsonb, people text[])
  where p.id = x.id and s.post = p.id and (p.hours, p.people) is distinct from (x.hours, x.people)
    and s.origin = 'turns' and s.from_at > city_now()`;
