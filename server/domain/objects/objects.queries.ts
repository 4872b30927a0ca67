import type { ClientBase, Pool } from 'pg';
import type { GradeChange, ObjectGrade, ObjectIncident, RegisteredObject } from '../../../protocol/object.js';

type Db = Pool | ClientBase;

/** An object as it is in the table: its contact sealed. */
export interface ObjectRow extends Omit<RegisteredObject, 'contact'> {
  contactName: Buffer | null;
  contactPhone: Buffer | null;
}

/** Which objects are read. Null filters hold for all; `districts` is what the reader may see. */
export interface ObjectFilter {
  districts: readonly string[] | null;
  grade: readonly string[] | null;
  kind: readonly string[] | null;
  district: readonly string[] | null;
  like: string | null;
  overdue: boolean;
  checkOverdue: boolean;
  /** Days within which each grade is to be looked at again. */
  checkDays: Record<ObjectGrade, number>;
}

/** Where a page goes on: after this score and code. */
export interface ObjectCursor {
  score: number;
  code: string;
}

/** Not put right by its limit: what waits to be checked was put right. */
const OVERDUE = `i.lane is not null and i.lane <> 'check' and i.due_at <= city_now()`;
/** $1 holds the days by grade. */
const CHECK_DUE = `coalesce(o.checked_at, o.registered_at) + make_interval(days => ($1::jsonb ->> o.grade)::int)`;
const COLUMNS = `o.code, o.kind, o.name_zh as "nameZh", o.name_en as "nameEn", o.category, o.address, o.lon, o.lat, to_hex(o.h3) as h3,
  o.district, o.street, o.grid, o.licence, o.contact_name as "contactName", o.contact_phone as "contactPhone",
  o.grade, iso_utc(o.grade_since) as "gradeSince", o.reason, n.offences, n.open, n.overdue, iso_utc(o.checked_at) as "checkedAt",
  iso_utc(${CHECK_DUE}) as "checkDueAt", ${CHECK_DUE} < city_now() as "checkOverdue",
  o.valid_from::text as "validFrom", o.valid_to::text as "validTo", o.version`;
const COUNTS = `cross join lateral (
  select (select count(*)::int from offence f where f.object = o.code and not f.is_drill and f.stream = 'incident'
            and f.occurred_at > city_now() - interval '12 months') as offences,
    count(*) filter (where i.lane is not null)::int as open, count(*) filter (where ${OVERDUE})::int as overdue
  from incident i where i.object = o.code and not i.is_drill) n`;
const FOUND = `o.removed_at is null and ($2::text[] is null or o.district = any ($2)) and ($3::text[] is null or o.kind = any ($3))
  and ($4::text[] is null or o.district = any ($4)) and ($5::text is null or o.search ilike $5)
  and (not $6::boolean or exists (select from incident i where i.object = o.code and not i.is_drill and ${OVERDUE}))
  and (not $7::boolean or ${CHECK_DUE} < city_now())`;

/** Counts what the filters find, by grade. */
export async function countByGrade(db: Db, filter: ObjectFilter): Promise<Record<ObjectGrade, number>> {
  const { rows } = await db.query<{ grade: ObjectGrade; n: number }>(
    `select o.grade, count(*)::int as n from object o where ${FOUND} group by o.grade`,
    valuesOf(filter),
  );
  const counts = { red: 0, yellow: 0, green: 0 };
  for (const { grade, n } of rows) counts[grade] = n;
  return counts;
}

/** One page, the worst first. Index object_worst. */
export async function listObjects(
  db: Db,
  filter: ObjectFilter,
  page: { after: ObjectCursor | null; limit: number },
): Promise<(ObjectRow & { score: number })[]> {
  const { rows } = await db.query<ObjectRow & { score: number }>(
    `select ${COLUMNS}, o.score from (
       select o.* from object o where ${FOUND} and ($8::text[] is null or o.grade = any ($8))
         and ($9::smallint is null or o.score < $9 or (o.score = $9 and o.code > $10)) order by o.score desc, o.code limit $11) o
     ${COUNTS} order by o.score desc, o.code`,
    [...valuesOf(filter), filter.grade, page.after?.score ?? null, page.after?.code ?? null, page.limit],
  );
  return rows;
}

/** One object within reach; undefined when there is none. */
export async function readObject(
  db: Db,
  code: string,
  { checkDays, districts }: Pick<ObjectFilter, 'checkDays' | 'districts'>,
): Promise<ObjectRow | undefined> {
  const { rows } = await db.query<ObjectRow>(
    `select ${COLUMNS} from object o ${COUNTS} where o.code = $2 and o.removed_at is null and ($3::text[] is null or o.district = any ($3))`,
    [JSON.stringify(checkDays), code, districts],
  );
  return rows[0];
}

/** The course of an object's grades, newest first. */
export async function readGrades(db: Db, code: string): Promise<GradeChange[]> {
  const { rows } = await db.query<GradeChange>(
    'select iso_utc(at) as at, grade, reason from object_grade where object = $1 and not is_drill order by at desc limit 100',
    [code],
  );
  return rows;
}

/** Incidents of an object that a reader may see, newest first. Index incident_object. */
export async function readIncidents(
  db: Db,
  code: string,
  scope: { districts: readonly string[] | null; account: string | null },
): Promise<ObjectIncident[]> {
  const { rows } = await db.query<ObjectIncident>(
    `select i.no, i.type, i.state, i.lane, i.outcome, iso_utc(i.occurred_at) as "occurredAt", iso_utc(i.due_at) as "dueAt",
       iso_utc(i.closed_at) as "closedAt", coalesce(${OVERDUE}, false) as overdue
     from incident i where i.object = $1 and not i.is_drill and ($2::text[] is null or i.district = any ($2))
       and ($3::uuid is null or $3 = any (i.assignees)) order by i.occurred_at desc limit 50`,
    [code, scope.districts, scope.account],
  );
  return rows;
}

function valuesOf({ checkDays, districts, kind, district, like, overdue, checkOverdue }: ObjectFilter): unknown[] {
  return [JSON.stringify(checkDays), districts, kind, district, like, overdue, checkOverdue];
}
