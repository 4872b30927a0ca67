import type { ClientBase } from 'pg';
import type { RowScope, RowSource } from './rows.source.js';

/**
 * The register of risk points as it stood when the journal was at $1: a point that changed later has the grade its earliest later fact says it came
 * from, and one that was not there then is left out. Indexes: primary key of journal_entry, risk_point_district.
 */
const AT_SEQ = `with later as materialized (
    select distinct on (subject) subject as code, fact ->> 'from' as grade from journal_entry
    where seq > $1 and type = 'risk-point.changed' and subject is not null order by subject, seq
  ), known as (
    select p.code, p.name_zh, p.name_en, p.category, p.district, p.lon, p.lat, p.owner_org, p.review_due,
           case when l.code is not null then l.grade when p.removed_at is null then p.grade end as grade
    from risk_point p left join later l on l.code = p.code
    where not p.is_drill and ($2::text[] is null or p.district = any ($2)) and ($3::text[] is null or p.district = any ($3))
      and ($6::text[] is null or p.category = any ($6))
      and ($4::polygon is null or $4::polygon @> point(p.lon, p.lat))
  ), item as (select * from known where grade is not null and ($5::text[] is null or grade = any ($5)))`;
/** The worst first; a text that sorts so. */
const RANK = "array_position(array['red', 'orange', 'yellow', 'blue'], grade)::text";

/** `risk-points.total`: points of the register, `grade` narrows to one count. */
export const riskPointsTotal: RowSource = {
  total: async (db, scope) => {
    const { rows } = await db.query<{ district: string; n: number }>(
      `${AT_SEQ} select district, count(*)::int as n from item group by 1 order by 1`,
      valuesOf(scope),
    );
    return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
  },
  page: (scope, after, limit) => ({
    text: `${AT_SEQ} select *, array[${RANK}, code] as keys from item
      where $7::text[] is null or (${RANK}, code) > (($7::text[])[1], ($7::text[])[2]) order by ${RANK}, code limit $8`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw, { hasText }) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.code, nameZh: hasText ? raw.name_zh : null, nameEn: hasText ? raw.name_en : null },
      ...{ type: raw.category, district: raw.district, lon: raw.lon, lat: raw.lat, riskGrade: raw.grade },
      ...{ ownerOrg: raw.owner_org, reviewDue: raw.review_due },
    },
  }),
};

function valuesOf({ asOf, filters: f, districts }: RowScope): unknown[] {
  return [asOf, districts, f.district ?? null, f.area ?? null, f.grade ?? null, f.type ?? null];
}

/** Planned visits with the name of what is visited. $3 the city's day that the figure was counted on. Index visit_planned. */
const PLANNED = `with found as (
    select t.id, t.due_on::text as due_on, t.planned_on::text as planned_on, t.district, t.unit, t.reason,
      coalesce(o.name_zh, p.name_zh) as name_zh, coalesce(o.name_en, p.name_en) as name_en, coalesce(o.code, p.code) as code
    from visit t left join object o on o.code = t.object left join risk_point p on t.object is null and p.code = t.points[1]
    where t.state = 'planned' and not t.is_drill and ($1::text[] is null or t.district = any ($1))
      and ($2::text[] is null or t.district = any ($2))`;

/** `visits.planned`: visits planned for a `day`; all that are planned without one. */
export const visitsPlanned = visits(`${PLANNED} and ($3::date is null or t.planned_on = $3))`);
/** `visits.overdue`: visits that were due before a `day`, the figure's, and were not made. */
export const visitsOverdue = visits(`${PLANNED} and t.due_on < coalesce($3::date, city_now()::date))`);

/** `hazards.open`: hidden dangers that nobody saw put right. Index hazard_open. */
const HAZARDS = `with found as (
    select h.id, h.topic, h.level, h.text, h.due_on::text as due_on, h.found_at, h.district,
      coalesce(o.name_zh, p.name_zh) as name_zh, coalesce(o.name_en, p.name_en) as name_en
    from hazard h left join object o on o.code = h.object left join risk_point p on p.code = h.point
    where h.fixed_at is null and not h.is_drill and ($1::text[] is null or h.district = any ($1)) and ($2::text[] is null or h.district = any ($2)))`;
export const hazardsOpen: RowSource = {
  total: (db, scope) => count(db, `${HAZARDS} select district, count(*)::int as n from found`, districtsOf(scope)),
  page: (scope, after, limit) => ({
    text: `${HAZARDS} select *, array[due_on, id::text] as keys from found
      where $3::text[] is null or (due_on, id) > (($3::text[])[1], ($3::text[])[2]::uuid) order by due_on, id limit $4`,
    values: [...districtsOf(scope), after ?? null, limit],
  }),
  toRow: (raw, { hasText }) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.id, ...named(raw, hasText), topic: raw.topic, hazardLevel: raw.level, district: raw.district },
      ...{ text: hasText ? raw.text : null, dueOn: raw.due_on, foundAt: raw.found_at },
    },
  }),
};

function visits(found: string): RowSource {
  return {
    total: (db, scope) => count(db, `${found} select district, count(*)::int as n from found`, visitValues(scope)),
    page: (scope, after, limit) => ({
      text: `${found} select *, array[due_on, id::text] as keys from found
        where $4::text[] is null or (due_on, id) > (($4::text[])[1], ($4::text[])[2]::uuid) order by due_on, id limit $5`,
      values: [...visitValues(scope), after ?? null, limit],
    }),
    toRow: (raw, { hasText }) => ({
      keys: raw.keys as string[],
      row: {
        ...{ id: raw.id, subject: raw.code, ...named(raw, hasText), district: raw.district, unit: raw.unit },
        ...{ reason: raw.reason, dueOn: raw.due_on, plannedOn: raw.planned_on },
      },
    }),
  };
}

/** A name of a place that belongs to somebody is text. */
function named(raw: Record<string, unknown>, hasText: boolean) {
  return hasText ? { nameZh: raw.name_zh, nameEn: raw.name_en } : { nameZh: null, nameEn: null };
}

async function count(db: ClientBase, counts: string, values: unknown[]) {
  const { rows } = await db.query<{ district: string; n: number }>(
    `${counts} group by district order by district`,
    values,
  );
  return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
}

function districtsOf({ filters: f, districts }: RowScope): unknown[] {
  return [districts, f.district ?? null];
}

function visitValues(scope: RowScope): unknown[] {
  return [...districtsOf(scope), scope.filters.day ?? null];
}
