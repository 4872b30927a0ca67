import type { ClientBase, Pool } from 'pg';
import type { IncidentObject } from '../../../protocol/incident.js';
import { OFFENCE_MONTHS } from './guards.rules.js';

/** A record is about the object of that name only so near to it. Ours: signs are seen from across a street, and cameras stand beside it. */
const NEAR_M = 100;
/** Shorter names stand in too many titles. */
const LEAST_NAME = 2;
/** Metres of a degree of latitude, as in openings.rules.ts. */
const METRES_PER_DEGREE = 111_195;
const DEGREES = NEAR_M / METRES_PER_DEGREE;

/** On the register on the day of the observation; $2 is the city's zone. */
const STANDS = `b.removed_at is null and not b.is_drill
  and (o.occurred_at at time zone $2)::date between coalesce(b.valid_from, '-infinity') and coalesce(b.valid_to, 'infinity')`;
const APART = `power(b.lat - o.lat, 2) + power((b.lon - o.lon) * cos(radians(o.lat)), 2)`;

/**
 * The object that an observation `o` is about, as an SQL expression ($2: the city's zone): the one its source names, else the nearest whose name stands in the title.
 * Indexes object_pkey, object_near.
 */
export const OBJECT_OF = `coalesce(
  (select b.code from object b where b.code = o.attributes ->> 'object' and ${STANDS}),
  (select b.code from object b where ${STANDS} and b.lat between o.lat - ${DEGREES} and o.lat + ${DEGREES}
     and ${APART} <= ${DEGREES * DEGREES} and length(b.name_zh) >= ${LEAST_NAME} and position(b.name_zh in o.title) > 0
   order by ${APART}, b.code limit 1))`;

/** Whether the register has an object now. */
export async function isRegistered(db: ClientBase, code: string): Promise<boolean> {
  const { rowCount } = await db.query('select from object where code = $1 and removed_at is null', [code]);
  return rowCount === 1;
}

/** Reads the object of an incident with the offences of the same kind that count against it now; undefined when none is known. */
export async function readObjectOf(db: Pool | ClientBase, incident: string): Promise<IncidentObject | undefined> {
  const { rows } = await db.query<IncidentObject>(
    `select b.code, b.kind, b.name_zh as "nameZh", b.name_en as "nameEn", b.address, b.grade, iso_utc(b.grade_since) as "gradeSince",
       $2::int as months, (select count(*)::int from incident p where p.object = i.object and p.type = i.type and p.id <> i.id
         and p.is_drill = i.is_drill and p.outcome in ('exempt', 'note', 'penalty', 'solved')
         and p.closed_at > city_now() - make_interval(months => $2)) as offences
     from incident i join object b on b.code = i.object where i.id = $1`,
    [incident, OFFENCE_MONTHS],
  );
  return rows[0];
}
