import type { ClientBase } from 'pg';
import type { Part } from './compile.queries.js';

/** Which of our own observations: counted, real, of these types, in these city days. Index observation_occurred. */
const SEEN = `o.counted and not o.is_drill and o.type = any ($1) and o.occurred_at >= $2::date::timestamp at time zone $4
  and o.occurred_at < ($3::date + 1)::timestamp at time zone $4`;

/** What is looked for, and in which days of the city's zone. */
export interface Where {
  types: readonly string[];
  from: string;
  to: string;
  zone: string;
}

export interface Street {
  road: string;
  district: string;
  lon: number | null;
  lat: number | null;
  n: number;
}

/** Streets on which most came, the middle of it rounded to about ten metres. */
export async function readStreets(db: ClientBase, where: Where, limit: number): Promise<Street[]> {
  const { rows } = await db.query<Street>(
    `select o.road, o.district, round(avg(o.lon)::numeric, 4)::float8 as lon, round(avg(o.lat)::numeric, 4)::float8 as lat, count(*)::int as n
     from observation o where ${SEEN} and o.road is not null and o.district <> '-'
     group by o.road, o.district having count(*) > 1 order by n desc, o.road, o.district limit $5`,
    [...valuesOf(where), limit],
  );
  return rows;
}

/** What came by stored cell (resolution 9). */
export async function readCells(db: ClientBase, where: Where): Promise<{ h3: string; n: number }[]> {
  const { rows } = await db.query<{ h3: string; n: number }>(
    `select to_hex(o.h3) as h3, count(*)::int as n from observation o where ${SEEN} and o.h3 is not null group by o.h3`,
    valuesOf(where),
  );
  return rows;
}

export interface NamedObject {
  code: string;
  nameZh: string;
  nameEn: string | null;
  district: string;
  lon: number | null;
  lat: number | null;
  n: number;
}

/** Objects of the register with most incidents. Index incident_object. */
export async function readObjects(db: ClientBase, where: Where, limit: number): Promise<NamedObject[]> {
  const { rows } = await db.query<NamedObject>(
    `select b.code, b.name_zh as "nameZh", b.name_en as "nameEn", b.district, b.lon, b.lat, count(*)::int as n
     from incident i join object b on b.code = i.object and b.removed_at is null
     where not i.is_drill and i.type = any ($1) and i.occurred_at >= $2::date::timestamp at time zone $4
       and i.occurred_at < ($3::date + 1)::timestamp at time zone $4
     group by b.code order by n desc, b.code limit $5`,
    [...valuesOf(where), limit],
  );
  return rows;
}

/** Freezes what came on a street. */
export function freezeStreet(db: ClientBase, part: Part, { road, district }: Street, where: Where): Promise<unknown> {
  return db.query(
    `insert into alert_input (alert, compile, part, day, district, type, n)
     select $7::text, $8::int, $9::text, (o.occurred_at at time zone $4)::date, o.district, o.type, count(*)::int
     from observation o where ${SEEN} and o.road = $5 and o.district = $6 group by 4, 5, 6`,
    [...valuesOf(where), road, district, part.alert, part.compile, part.part],
  );
}

/** Freezes what came in each of these coarser cells; `children` of resolution 9 with the cell each lies in. */
export function freezeCells(
  db: ClientBase,
  { alert, compile, part }: Part,
  { children, cells }: { children: readonly string[]; cells: readonly string[] },
  where: Where,
): Promise<unknown> {
  return db.query(
    `with kin as (select ('x' || lpad(child, 16, '0'))::bit(64)::bigint as child, cell from unnest($5::text[], $6::text[]) as k (child, cell))
     insert into alert_input (alert, compile, part, day, district, type, n)
     select $7::text, $8::int, $9::text || ':' || kin.cell, (o.occurred_at at time zone $4)::date, o.district, o.type, count(*)::int
     from observation o join kin on kin.child = o.h3 where ${SEEN} group by 3, 4, 5, 6`,
    [...valuesOf(where), children, cells, alert, compile, part],
  );
}

/** Freezes the incidents of an object. */
export function freezeObject(db: ClientBase, part: Part, code: string, where: Where): Promise<unknown> {
  return db.query(
    `insert into alert_input (alert, compile, part, day, district, type, n)
     select $6::text, $7::int, $8::text, (i.occurred_at at time zone $4)::date, i.district, i.type, count(*)::int
     from incident i where not i.is_drill and i.object = $5 and i.type = any ($1)
       and i.occurred_at >= $2::date::timestamp at time zone $4 and i.occurred_at < ($3::date + 1)::timestamp at time zone $4
     group by 4, 5, 6`,
    [...valuesOf(where), code, part.alert, part.compile, part.part],
  );
}

export interface Closed {
  day: string;
  district: string;
  road: string | null;
  type: string;
  priority: number;
  hours: number;
}

/** The gravest incidents that are over, without anything that people wrote. */
export async function readClosed(db: ClientBase, where: Where, limit: number): Promise<Closed[]> {
  const { rows } = await db.query<Closed>(
    `select to_char(i.occurred_at at time zone $4, 'YYYY-MM-DD') as day, i.district, i.road, i.type, i.priority,
       round((extract(epoch from i.closed_at - i.opened_at) / 3600)::numeric, 1)::float8 as hours
     from incident i where not i.is_drill and i.closed_at is not null and i.outcome in ('solved', 'by-source', 'penalty')
       and i.type = any ($1) and i.road is not null and i.occurred_at >= $2::date::timestamp at time zone $4
       and i.occurred_at < ($3::date + 1)::timestamp at time zone $4
     order by i.level nulls last, i.priority, i.closed_at desc, i.id limit $5`,
    [...valuesOf(where), limit],
  );
  return rows;
}

const valuesOf = ({ types, from, to, zone }: Where): unknown[] => [types, from, to, zone];
