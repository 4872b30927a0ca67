import type { ClientBase } from 'pg';
import type { HazardInput, VisitReason, VisitTopic } from '../../../../protocol/visit.js';

/** A visit locked for a change. */
export interface LockedVisit {
  id: string;
  state: string;
  object: string | null;
  points: string[];
  district: string;
  unit: string | null;
  reason: VisitReason;
  topics: VisitTopic[];
  version: number;
}

/** Locks a visit in these districts (null: all), or of this unit. */
export async function lockVisit(
  db: ClientBase,
  id: string,
  { districts, own }: { districts: readonly string[] | null; own: string | null },
): Promise<LockedVisit | undefined> {
  const { rows } = await db.query<LockedVisit>(
    `select id, state, object, points, district, unit, reason, topics, version from visit
     where id = $1 and ($2::text[] is null or district = any ($2) or unit = $3) for update`,
    [id, districts, own],
  );
  return rows[0];
}

/** Plans a visit that somebody asked for; one that is planned already for that reason is that one. Answers its id. */
export async function addVisit(
  db: ClientBase,
  visit: Omit<LockedVisit, 'state' | 'version'> & {
    street: string | null;
    dueOn: string;
    plannedOn: string;
    isAssigned: boolean;
  },
): Promise<void> {
  await db.query(
    `insert into visit (id, object, points, district, street, reason, topics, due_on, planned_on, unit, is_assigned)
     select id, object, points, district, street, reason, topics, "dueOn", "plannedOn", unit, "isAssigned"
     from jsonb_to_record($1::jsonb) as x (id uuid, object text, points text[], district text, street text, reason text, topics text[],
       "dueOn" date, "plannedOn" date, unit text, "isAssigned" boolean)
     on conflict (subject, reason) where state = 'planned' and reason in ('frequency', 'recheck') and not is_drill
     do update set due_on = least(visit.due_on, excluded.due_on), planned_on = least(visit.planned_on, excluded.planned_on),
       topics = array(select distinct t from unnest(visit.topics || excluded.topics) as t order by t), version = visit.version + 1`,
    [JSON.stringify(visit)],
  );
}

/** Where an object, or the first of these points, lies: what a visit takes over. Null where one of them is not on the register. */
export async function placeOf(
  db: ClientBase,
  object: string | null,
  points: readonly string[],
): Promise<{ district: string; street: string | null } | null> {
  const { rows } = await db.query<{ district: string; street: string | null; known: number }>(
    `select coalesce(o.district, p.district) as district, coalesce(o.street, p.street) as street,
       (select count(*)::int from risk_point where code = any ($2) and removed_at is null) as known
     from (select) x left join object o on o.code = $1 and o.removed_at is null left join risk_point p on p.code = ($2::text[])[1] and p.removed_at is null`,
    [object, points],
  );
  const [row] = rows;
  if (!row || row.known < points.length || row.district === null) return null;
  return { district: row.district, street: row.street };
}

/** Gives a visit to a unit and a day. */
export async function assignVisit(
  db: ClientBase,
  { id, unit, plannedOn }: { id: string; unit: string | null; plannedOn: string | null },
): Promise<void> {
  await db.query(
    `update visit set unit = $2, planned_on = coalesce($3, planned_on), is_assigned = true, version = version + 1 where id = $1`,
    [id, unit, plannedOn],
  );
}

/** Takes a visit off the plan. */
export async function cancelVisit(db: ClientBase, id: string, reason: string): Promise<void> {
  await db.query(`update visit set state = 'cancelled', note = $2, version = version + 1 where id = $1`, [id, reason]);
}

/** Notes what a visit found. */
export async function recordVisit(
  db: ClientBase,
  done: { id: string; by: string; outcome: string; topics: readonly string[]; note: string | null },
): Promise<void> {
  await db.query(
    `update visit set state = 'done', visited_at = city_now(), visited_by = $2, outcome = $3, topics = $4, note = $5, version = version + 1
     where id = $1`,
    [done.id, done.by, done.outcome, done.topics, done.note],
  );
}

/** Notes when what was visited is due again: by the plan that stands now, null when nothing is planned. */
export async function noteNextDue(db: ClientBase, id: string, dueOn: string | null): Promise<void> {
  await db.query('update visit set next_due_on = $2 where id = $1', [id, dueOn]);
}

/** What was looked at was visited just now. */
export async function noteVisited(db: ClientBase, { object, points }: Pick<LockedVisit, 'object' | 'points'>) {
  await db.query('update object set checked_at = city_now() where code = $1', [object]);
  await db.query('update risk_point set visited_at = city_now() where code = any ($1)', [points]);
}

/** Writes hazards; one that was sent before is left alone. */
export async function saveHazards(
  db: ClientBase,
  { id, object, district }: LockedVisit,
  hazards: readonly (HazardInput & { dueOn: string })[],
): Promise<void> {
  await db.query(
    `insert into hazard (id, visit, object, point, district, topic, level, text, due_on, fixed_at, fixed_by)
     select key, $2, $3, point, $4, topic, level, text, "dueOn", case when "isFixed" then city_now() end, case when "isFixed" then $2::uuid end
     from jsonb_to_recordset($1::jsonb) as x (key uuid, point text, topic text, level text, text text, "dueOn" date, "isFixed" boolean)
     on conflict (id) do nothing`,
    [JSON.stringify(hazards), id, object, district],
  );
}

/** Notes earlier hazards of what was visited as put right; answers how many there were. */
export async function fixHazards(
  db: ClientBase,
  { id, object, points }: LockedVisit,
  fixed: readonly string[],
): Promise<number> {
  const done = await db.query(
    `update hazard set fixed_at = city_now(), fixed_by = $1
     where id = any ($2) and fixed_at is null and (object = $3 or point = any ($4))`,
    [id, fixed, object, points],
  );
  return done.rowCount ?? 0;
}

/** Open hazards of what was visited: the topics, and the first day by which one is to be put right. */
export async function openHazards(
  db: ClientBase,
  { object, points }: Pick<LockedVisit, 'object' | 'points'>,
): Promise<{ topics: VisitTopic[]; dueOn: string } | null> {
  const { rows } = await db.query<{ topics: VisitTopic[] | null; dueOn: string }>(
    `select array_agg(distinct topic) as topics, min(due_on)::text as "dueOn" from hazard
     where fixed_at is null and not is_drill and (object = $1 or point = any ($2))`,
    [object, points],
  );
  const [row] = rows;
  return row?.topics ? { topics: row.topics, dueOn: row.dueOn } : null;
}

/** The day by which something is due again: of the visits planned for it the first, else by its grade. */
export async function nextDue(
  db: ClientBase,
  { object, points }: Pick<LockedVisit, 'object' | 'points'>,
  zone: string,
): Promise<string | null> {
  const { rows } = await db.query<{ day: string | null }>(
    `select least(
       (select min(due_on) from visit where state = 'planned' and not is_drill and (object = $1 or points && $2)),
       (select min((coalesce(o.checked_at, o.registered_at) at time zone $3)::date + v.every_days) from object o
          join visit_frequency v on v.scale = 'object' and v.grade = o.grade where o.code = $1),
       (select min((coalesce(p.visited_at, p.registered_at) at time zone $3)::date + v.every_days) from risk_point p
          join visit_frequency v on v.scale = 'risk-point' and v.grade = p.grade where p.code = any ($2)))::text as day`,
    [object, points, zone],
  );
  return rows[0]?.day ?? null;
}
