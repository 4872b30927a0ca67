import type { ClientBase, Pool } from 'pg';
import { RISK_GRADES, type RiskGrade } from '../../../../protocol/risk-grade.js';
import type { RiskGrading, RiskPoint } from '../../../../protocol/risk-point.js';

type Db = Pool | ClientBase;

/** A risk point as it is in the table: its owner sealed. */
export interface RiskPointRow extends Omit<RiskPoint, 'owner'> {
  ownerName: Buffer | null;
  ownerPhone: Buffer | null;
  rank: number;
}

/** Which points are read. Null filters hold for all; `districts` is what the reader may see; `zone` the city's. */
export interface RiskPointFilter {
  zone: string;
  districts: readonly string[] | null;
  grade: readonly string[] | null;
  category: readonly string[] | null;
  district: readonly string[] | null;
  object: string | null;
  like: string | null;
  /** west, south, east, north */
  bbox: readonly number[] | null;
  visitOverdue: boolean;
  reviewOverdue: boolean;
}

/** Where a page goes on: after this rank and code. */
export interface RiskPointCursor {
  rank: number;
  code: string;
}

/** $1 is the city's zone. The day is counted from the day of the last visit, or of the registration. */
const TODAY = '(city_now() at time zone $1)::date';
const VISIT_DUE = '((coalesce(p.visited_at, p.registered_at) at time zone $1)::date + v.every_days)';
const FROM = `risk_point p left join visit_frequency v on v.scale = 'risk-point' and v.grade = p.grade`;
const COLUMNS = `p.code, p.name_zh as "nameZh", p.name_en as "nameEn", p.category, p.object, o.name_zh as "objectNameZh",
  o.name_en as "objectNameEn", p.address, p.lon, p.lat, to_hex(p.h3) as h3, p.district, p.street, p.grade, iso_utc(p.grade_since) as "gradeSince",
  p.score, p.assessment, p.controls, p.owner_org as "ownerOrg", p.owner_name as "ownerName", p.owner_phone as "ownerPhone",
  p.review_due::text as "reviewDue", p.review_due < ${TODAY} as "reviewOverdue", iso_utc(p.visited_at) as "visitedAt",
  ${VISIT_DUE}::text as "visitDueOn", coalesce(${VISIT_DUE} < ${TODAY}, false) as "visitOverdue", p.is_drill as "isDrill", p.version, p.rank`;
const OBJECT = 'left join object o on o.code = p.object';
const FOUND = `p.removed_at is null and not p.is_drill and ($2::text[] is null or p.district = any ($2))
  and ($3::text[] is null or p.category = any ($3)) and ($4::text[] is null or p.district = any ($4)) and ($5::text is null or p.object = $5)
  and ($6::text is null or p.search ilike $6)
  and ($7::float8[] is null or (p.lon between ($7::float8[])[1] and ($7::float8[])[3] and p.lat between ($7::float8[])[2] and ($7::float8[])[4]))
  and (not $8::boolean or ${VISIT_DUE} < ${TODAY}) and (not $9::boolean or p.review_due < ${TODAY})`;

/** Counts what the filters find, by grade. */
export async function countByGrade(db: Db, filter: RiskPointFilter): Promise<Record<RiskGrade, number>> {
  const { rows } = await db.query<{ grade: RiskGrade; n: number }>(
    `select p.grade, count(*)::int as n from ${FROM} where ${FOUND} group by p.grade`,
    valuesOf(filter),
  );
  const n = (grade: RiskGrade) => rows.find((row) => row.grade === grade)?.n ?? 0;
  return Object.fromEntries(RISK_GRADES.map((grade) => [grade, n(grade)])) as Record<RiskGrade, number>;
}

/** One page, the worst first; `limit` null: all. Index risk_point_worst. */
export async function listRiskPoints(
  db: Db,
  filter: RiskPointFilter,
  page: { after: RiskPointCursor | null; limit: number | null },
): Promise<RiskPointRow[]> {
  const { rows } = await db.query<RiskPointRow>(
    `select ${COLUMNS} from ${FROM} ${OBJECT} where ${FOUND} and ($10::text[] is null or p.grade = any ($10))
       and ($11::smallint is null or (p.rank, p.code) > ($11, $12)) order by p.rank, p.code limit $13`,
    [...valuesOf(filter), filter.grade, page.after?.rank ?? null, page.after?.code ?? null, page.limit],
  );
  return rows;
}

/** One point within reach; undefined when there is none. */
export async function readRiskPoint(
  db: Db,
  code: string,
  { zone, districts }: Pick<RiskPointFilter, 'zone' | 'districts'>,
): Promise<RiskPointRow | undefined> {
  const { rows } = await db.query<RiskPointRow>(
    `select ${COLUMNS} from ${FROM} ${OBJECT}
     where p.code = $2 and p.removed_at is null and ($3::text[] is null or p.district = any ($3))`,
    [zone, code, districts],
  );
  return rows[0];
}

/** The course of a point's gradings, newest first. */
export async function readGradings(db: Db, code: string): Promise<RiskGrading[]> {
  const { rows } = await db.query<RiskGrading>(
    `select iso_utc(g.at) as at, coalesce(a.name, g.by) as by, g.assessment from risk_grading g left join account a on a.username = g.by
     where g.point = $1 order by g.at desc limit 100`,
    [code],
  );
  return rows;
}

/** The sealed owner of a point in these districts (null: all); undefined when there is no such point or no owner. */
export async function sealedOwner(
  db: Pool,
  code: string,
  districts: readonly string[] | null,
): Promise<{ name: Buffer; phone: Buffer } | undefined> {
  const { rows } = await db.query<{ name: Buffer; phone: Buffer }>(
    `select owner_name as name, owner_phone as phone from risk_point
     where code = $1 and removed_at is null and owner_phone is not null and ($2::text[] is null or district = any ($2))`,
    [code, districts],
  );
  return rows[0];
}

function valuesOf(filter: RiskPointFilter): unknown[] {
  const { zone, districts, category, district, object, like, bbox, visitOverdue, reviewOverdue } = filter;
  return [zone, districts, category, district, object, like, bbox, visitOverdue, reviewOverdue];
}
