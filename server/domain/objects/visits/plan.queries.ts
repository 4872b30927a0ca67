import type { ClientBase } from 'pg';
import type { Due, Subject } from './plan.rules.js';

/** Advisory lock under which the plan is laid: what two instances plan at once would be planned twice. */
const LOCK = [0x63627276, 1] as const;

/** Takes turns with every other planner, until the transaction ends. */
export async function lockPlan(db: ClientBase): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [...LOCK]);
}

/**
 * Reads what grades ask to be visited until a day: objects and risk points. Those of `objects` (null: all), and points without object of `points`.
 * Days are counted from the last visit, or from the registration. Indexes object_worst, risk_point_worst.
 */
export async function readSubjects(
  db: ClientBase,
  { zone, objects, points }: { zone: string; objects: readonly string[] | null; points: readonly string[] | null },
): Promise<Subject[]> {
  const { rows } = await db.query<Subject>(
    `select 'object' as kind, o.code, o.code as object, o.category, o.district, o.street, v.days,
       ((coalesce(o.checked_at, o.registered_at) at time zone $1)::date + v.every_days)::text as "dueOn"
     from object o join visit_frequency v on v.scale = 'object' and v.grade = o.grade
     where o.removed_at is null and not o.is_drill and ($2::text[] is null or o.code = any ($2))
     union all
     select 'point', p.code, o.code, p.category, coalesce(o.district, p.district), coalesce(o.street, p.street), v.days,
       ((coalesce(p.visited_at, p.registered_at) at time zone $1)::date + v.every_days)::text
     from risk_point p join visit_frequency v on v.scale = 'risk-point' and v.grade = p.grade
       left join object o on o.code = p.object and o.removed_at is null
     where p.removed_at is null and not p.is_drill
       and ($2::text[] is null or o.code = any ($2) or (o.code is null and p.code = any ($3)))`,
    [zone, objects, points],
  );
  return rows;
}

/** Objects and lone points that a change of these codes is about. */
export async function readTouched(
  db: ClientBase,
  codes: readonly string[],
): Promise<{ objects: string[]; points: string[] }> {
  const { rows } = await db.query<{ object: string | null; point: string | null }>(
    `select code as object, null as point from object where code = any ($1)
     union select object, case when object is null then code end from risk_point where code = any ($1)`,
    [codes],
  );
  return { objects: rows.flatMap((r) => r.object ?? []), points: rows.flatMap((r) => r.point ?? []) };
}

/** Writes the plan: planned anew, moved where something differs; what a person assigned keeps its unit and day. */
export async function savePlan(
  db: ClientBase,
  due: readonly (Due & { id: string })[],
): Promise<{ added: number; changed: number }> {
  const { rows } = await db.query<{ isNew: boolean }>(
    `insert into visit (id, object, points, district, street, reason, topics, due_on, planned_on, unit)
     select id, object, points, district, street, 'frequency', topics, "dueOn", "plannedOn", unit
     from jsonb_to_recordset($1::jsonb) as x (id uuid, object text, points text[], district text, street text, topics text[], "dueOn" date,
       "plannedOn" date, unit text)
     on conflict (subject, reason) where state = 'planned' and reason in ('frequency', 'recheck') and not is_drill
     do update set points = excluded.points, topics = excluded.topics, due_on = excluded.due_on, district = excluded.district,
       street = excluded.street, planned_on = case when visit.is_assigned then visit.planned_on else excluded.planned_on end,
       unit = case when visit.is_assigned then visit.unit else excluded.unit end, version = visit.version + 1
     where (visit.points, visit.topics, visit.due_on, visit.district, visit.street) is distinct from
         (excluded.points, excluded.topics, excluded.due_on, excluded.district, excluded.street)
       or (not visit.is_assigned and (visit.planned_on, visit.unit) is distinct from (excluded.planned_on, excluded.unit))
     returning xmax = 0 as "isNew"`,
    [JSON.stringify(due)],
  );
  const added = rows.filter((row) => row.isNew).length;
  return { added, changed: rows.length - added };
}

/** Takes off the plan what grades no longer ask for. `objects` null: of the whole city. */
export async function dropPlanned(
  db: ClientBase,
  {
    due,
    objects,
    points,
  }: { due: readonly Due[]; objects: readonly string[] | null; points: readonly string[] | null },
): Promise<number> {
  const kept = due.map((d) => (d.object === null ? `point ${d.points[0]}` : `object ${d.object}`));
  const dropped = await db.query(
    `update visit set state = 'cancelled', note = 'not due', version = version + 1
     where state = 'planned' and reason = 'frequency' and not is_drill and subject <> all ($1)
       and ($2::text[] is null or object = any ($2) or (object is null and points[1] = any ($3)))`,
    [kept, objects, points],
  );
  return dropped.rowCount ?? 0;
}
