import type { ClientBase } from 'pg';
import type { ObjectGrade } from '../../../protocol/object.js';
import type { Conduct, Graded } from './grade.rules.js';

/** What an object did, and the grade it has. */
export interface Judged extends Conduct {
  code: string;
  district: string;
  grade: ObjectGrade;
  /** It was never graded by a rule. */
  isFresh: boolean;
}

/** Reads the objects of incidents. */
export async function readObjectsOf(db: ClientBase, incidents: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ object: string }>(
    'select distinct object from incident where id = any ($1) and object is not null order by object',
    [incidents],
  );
  return rows.map((row) => row.object);
}

/** Reads what these objects did within the window, days, and locks them; null: all of them. Drills never count. Index incident_object. */
export async function judge(db: ClientBase, codes: readonly string[] | null, windowDays: number): Promise<Judged[]> {
  await db.query('select from object where ($1::text[] is null or code = any ($1)) order by code for update', [codes]);
  const { rows } = await db.query<Judged>(
    `select o.code, o.district, o.category, o.grade, (o.reason ->> 'rule')::int = 0 as "isFresh",
       count(f.id) filter (where f.stream = 'incident')::int as offences, count(f.id) filter (where f.stream = 'complaint')::int as complaints,
       count(f.id) filter (where f.is_late)::int as overdue,
       least($2, coalesce(floor(extract(epoch from city_now() - max(f.occurred_at) filter (where f.stream = 'incident')) / 86400), $2))::int as "cleanDays"
     from object o left join offence f on f.object = o.code and not f.is_drill and f.occurred_at > city_now() - make_interval(days => $2)
     where ($1::text[] is null or o.code = any ($1)) and o.removed_at is null group by o.code order by o.code`,
    [codes, windowDays],
  );
  return rows;
}

/** Writes grades with their reasons; those in `moved` go into the course of grades. */
export async function saveGrades(
  db: ClientBase,
  graded: readonly (Graded & { code: string; isMoved: boolean })[],
): Promise<void> {
  const body = JSON.stringify(graded);
  await db.query(
    `update object o set grade = x.grade, reason = x.reason, score = (x.reason ->> 'score')::smallint,
       grade_since = case when x."isMoved" then city_now() else o.grade_since end
     from jsonb_to_recordset($1::jsonb) as x (code text, grade text, reason jsonb, "isMoved" boolean)
     where o.code = x.code and (x."isMoved" or o.reason <> x.reason)`,
    [body],
  );
  await db.query(
    `insert into object_grade (object, grade, reason) select code, grade, reason
     from jsonb_to_recordset($1::jsonb) as x (code text, grade text, reason jsonb, "isMoved" boolean) where "isMoved"
     on conflict (object, at) do update set grade = excluded.grade, reason = excluded.reason`,
    [body],
  );
}
