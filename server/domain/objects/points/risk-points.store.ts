import type { ClientBase } from 'pg';
import type { Assessment } from '../../../../protocol/risk-grade.js';
import type { Control } from '../../../../protocol/risk-point.js';
import { savedOf, type Saved, type SavedRow } from '../saved.rules.js';
import type { SealedPerson } from '../sealed-person.js';

/** A risk point on its way into the table. `owner`, `visitedOn` undefined: what is kept stays. */
export interface RiskPointRecord {
  code: string;
  nameZh: string;
  nameEn: string | null;
  category: string;
  object: string | null;
  address: string;
  lon: number | null;
  lat: number | null;
  /** H3 cell, hexadecimal. */
  h3: string | null;
  district: string;
  street: string | null;
  assessment: Assessment;
  controls: readonly Control[];
  ownerOrg: string;
  owner: SealedPerson | null | undefined;
  reviewDue: string;
  visitedOn: string | null | undefined;
}

/** A point locked for a change, with its sealed owner. */
export interface LockedPoint {
  code: string;
  district: string;
  grade: string;
  version: number;
  owner: SealedPerson | null;
}

/** Locks points in the order of their codes, as every writer does; removed ones are left out. */
export async function lockPoints(db: ClientBase, codes: readonly string[]): Promise<LockedPoint[]> {
  const { rows } = await db.query<Omit<LockedPoint, 'owner'> & { name: Buffer | null; phone: Buffer | null }>(
    `select code, district, grade, version, owner_name as name, owner_phone as phone from risk_point
     where code = any ($1) and removed_at is null order by code for update`,
    [codes],
  );
  return rows.map(({ name, phone, ...row }) => ({ ...row, owner: name && phone && { name, phone } }));
}

/** Those of these codes that are no objects of the register. */
export async function unknownObjects(db: ClientBase, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ code: string }>(
    `select x.code from unnest($1::text[]) as x (code)
     where not exists (select from object o where o.code = x.code and o.removed_at is null)`,
    [codes],
  );
  return new Set(rows.map((row) => row.code));
}

/**
 * Writes points with their gradings; what was removed comes back, what stands there already as it is stays untouched. A day of a visit stands for
 * its noon in the city's zone, unless a visit of that day is known.
 */
export async function savePoints(
  db: ClientBase,
  records: readonly RiskPointRecord[],
  { by, zone }: { by: string; zone: string },
): Promise<Saved> {
  const rows = records.map(({ owner, visitedOn, ...record }) => ({
    ...record,
    keepsOwner: owner === undefined,
    keepsVisit: visitedOn === undefined,
    visitedOn: visitedOn ?? null,
    ownerName: owner?.name.toString('base64') ?? null,
    ownerPhone: owner?.phone.toString('base64') ?? null,
  }));
  const { rows: saved } = await db.query<SavedRow>(SAVE, [JSON.stringify(rows), zone]);
  await db.query(GRADINGS, [JSON.stringify(rows), by]);
  return savedOf(saved);
}

/** Takes a point off the register. */
export async function removePoint(db: ClientBase, code: string): Promise<void> {
  await db.query(
    'update risk_point set removed_at = city_now(), owner_name = null, owner_phone = null, version = version + 1 where code = $1',
    [code],
  );
}

const COLUMNS = `name_zh, name_en, category, object, address, lon, lat, h3, district, street, grade, score, assessment, controls,
  owner_org, owner_name, owner_phone, review_due, visited_at`;
const TOLD = COLUMNS.replaceAll(/\w+/g, 'excluded.$&');
const KEPT = COLUMNS.replaceAll(/\w+/g, 'risk_point.$&');

const SAVE = `with x as (select * from jsonb_to_recordset($1::jsonb) as x (code text, "nameZh" text, "nameEn" text, category text, object text,
    address text, lon float8, lat float8, h3 text, district text, street text, assessment jsonb, controls jsonb, "ownerOrg" text, "ownerName" text,
    "ownerPhone" text, "reviewDue" date, "visitedOn" date, "keepsOwner" boolean, "keepsVisit" boolean)),
  kept as (
    -- What a sender leaves out stays: owner and last visit of those that are there.
    select x.*, case when x."keepsOwner" then p.owner_name else decode(x."ownerName", 'base64') end as owner_name,
      case when x."keepsOwner" then p.owner_phone else decode(x."ownerPhone", 'base64') end as owner_phone,
      case when x."keepsVisit" or (p.visited_at at time zone $2)::date = x."visitedOn" then p.visited_at
        else (x."visitedOn" + time '12:00') at time zone $2 end as visited_at
    from x left join risk_point p on p.code = x.code)
  insert into risk_point (code, ${COLUMNS})
  select code, "nameZh", "nameEn", category, object, address, lon, lat, ('x' || lpad(h3, 16, '0'))::bit(64)::bigint, district, street,
    assessment ->> 'grade', (assessment ->> 'score')::float8, assessment, controls, "ownerOrg", owner_name, owner_phone, "reviewDue", visited_at
  from kept order by code
  on conflict (code) do update set (${COLUMNS}) = row (${TOLD}),
    grade_since = case when risk_point.grade = excluded.grade then risk_point.grade_since else city_now() end,
    removed_at = null, version = risk_point.version + 1
    where risk_point.removed_at is not null or (${KEPT}) is distinct from (${TOLD})
  returning code, xmax = 0 as "isNew"`;

/** Only what differs from the newest grading is one. */
const GRADINGS = `insert into risk_grading (point, by, assessment)
  select x.code, $2, x.assessment from jsonb_to_recordset($1::jsonb) as x (code text, assessment jsonb)
  where x.assessment is distinct from (select g.assessment from risk_grading g where g.point = x.code order by g.at desc limit 1)
  on conflict (point, at) do update set by = excluded.by, assessment = excluded.assessment`;
