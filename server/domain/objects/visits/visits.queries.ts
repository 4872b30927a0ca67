import type { ClientBase, Pool } from 'pg';
import { DESK_SOURCE } from '../../../../protocol/call.js';
import type { Visit } from '../../../../protocol/visit.js';

type Db = Pool | ClientBase;

/** A visit as it is read; whether it is a joint one follows from its topics. */
export type VisitRow = Omit<Visit, 'isJoint'>;

/** Which visits are read. Null filters hold for all; `districts` is what the reader may see; days are the city's. */
export interface VisitFilter {
  zone: string;
  districts: readonly string[] | null;
  state: string;
  from: string | null;
  to: string | null;
  district: readonly string[] | null;
  unit: string | null;
  overdue: boolean;
  object: string | null;
  point: string | null;
}

/** $1 is the city's zone. */
const TODAY = '(city_now() at time zone $1)::date';
/** What the desk made of a hazard: the incident whose record carries its id. Index incident_observation by source and record. */
const HAZARD = `jsonb_build_object('id', h.id, 'topic', h.topic, 'level', h.level, 'text', h.text, 'point', h.point, 'foundAt', iso_utc(h.found_at),
  'dueOn', h.due_on::text, 'fixedAt', iso_utc(h.fixed_at), 'incident', (select jsonb_build_object('id', i.id, 'no', i.no)
    from incident_observation l join incident i on i.id = l.incident where l.source = '${DESK_SOURCE}' and l.record = h.id::text limit 1))`;
const HAZARDS = `coalesce((select jsonb_agg(${HAZARD} order by h.found_at, h.id) from hazard h where h.visit = t.id), '[]') as hazards,
  coalesce((select jsonb_agg(${HAZARD} order by h.due_on, h.id) from hazard h where t.state = 'planned' and h.fixed_at is null
    and (h.object = t.object or h.point = any (t.points))), '[]') as "toRecheck"`;
const COLUMNS = `t.id, t.state, t.reason, t.topics,
  (select jsonb_build_object('code', o.code, 'nameZh', o.name_zh, 'nameEn', o.name_en, 'grade', o.grade) from object o where o.code = t.object) as object,
  coalesce((select jsonb_agg(jsonb_build_object('code', p.code, 'nameZh', p.name_zh, 'nameEn', p.name_en, 'grade', p.grade) order by p.rank, p.code)
    from risk_point p where p.code = any (t.points)), '[]') as points,
  coalesce(o.address, p.address, '') as address, coalesce(o.lon, p.lon) as lon, coalesce(o.lat, p.lat) as lat, t.district, t.street, t.unit,
  t.due_on::text as "dueOn", t.planned_on::text as "plannedOn", t.state = 'planned' and t.due_on < ${TODAY} as overdue,
  iso_utc(t.visited_at) as "visitedAt", coalesce(a.name, t.visited_by) as "visitedBy", t.outcome, t.note, t.next_due_on::text as "nextDueOn",
  t.version, ${HAZARDS}`;
const FROM = `visit t left join object o on o.code = t.object left join risk_point p on t.object is null and p.code = t.points[1]
  left join account a on a.username = t.visited_by`;
/** The day of a done visit is the one on which it was made. */
const DAY = `case when t.state = 'done' then (t.visited_at at time zone $1)::date else t.planned_on end`;
const FOUND = `not t.is_drill and ($2::text[] is null or t.district = any ($2)) and t.state = $3
  and ($4::date is null or ${DAY} >= $4) and ($5::date is null or ${DAY} <= $5) and ($6::text[] is null or t.district = any ($6))
  and ($7::text is null or t.unit = $7) and ($8::text is null or t.object = $8) and ($9::text is null or $9 = any (t.points))
  and (not $10::boolean or (t.state = 'planned' and t.due_on < ${TODAY}))`;

/** Counts what the filters find, and how many of it are overdue. */
export async function countVisits(db: Db, filter: VisitFilter): Promise<{ total: number; overdue: number }> {
  const { rows } = await db.query<{ total: number; overdue: number }>(
    `select count(*)::int as total, count(*) filter (where t.state = 'planned' and t.due_on < ${TODAY})::int as overdue from visit t where ${FOUND}`,
    valuesOf(filter),
  );
  return rows[0] ?? { total: 0, overdue: 0 };
}

/** Planned ones by their day, the longest due first; done ones newest first. Indexes visit_planned, visit_done. */
export async function listVisits(db: Db, filter: VisitFilter, limit: number): Promise<VisitRow[]> {
  const { rows } = await db.query<VisitRow>(
    `select ${COLUMNS} from ${FROM} where ${FOUND}
     order by t.visited_at desc nulls last, t.planned_on, t.due_on, t.street nulls last, t.id limit $11`,
    [...valuesOf(filter), limit],
  );
  return rows;
}

/** One visit. `own`: also one of this unit, wherever it lies. */
export async function readVisit(
  db: Db,
  id: string,
  { zone, districts, own }: { zone: string; districts: readonly string[] | null; own: string | null },
): Promise<VisitRow | undefined> {
  const { rows } = await db.query<VisitRow>(
    `select ${COLUMNS} from ${FROM} where t.id = $2 and ($3::text[] is null or t.district = any ($3) or t.unit = $4)`,
    [zone, id, districts, own],
  );
  return rows[0];
}

function valuesOf(filter: VisitFilter): unknown[] {
  const { zone, districts, state, from, to, district, unit, object, point, overdue } = filter;
  return [zone, districts, state, from, to, district, unit, object, point, overdue];
}
