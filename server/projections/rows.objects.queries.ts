import type { RowScope, RowSource } from './rows.source.js';

/** The register as it stands: it is kept by people, and not told by facts. Index object_district. */
const REGISTER = `with known as (
    select o.*, (select count(*)::int from incident i where i.object = o.code and not i.is_drill and i.lane is not null and i.lane <> 'check'
      and i.due_at <= city_now()) as overdue
    from object o where o.removed_at is null and ($1::text[] is null or o.district = any ($1)) and ($2::text[] is null or o.district = any ($2))
      and ($3::text[] is null or o.grade = any ($3)) and ($4::text[] is null or o.code = any ($4)))`;

/** `objects.total`: registered objects, `grade` narrows to one count. */
export const objectsTotal = objects('true');
/** `objects.overdue`: those with something not put right by its limit. */
export const objectsOverdue = objects('overdue > 0');

/** `offences.counted`: confirmed offences of the last twelve months, by which a first one is told from a repeated one. Index incident_object. */
const OFFENCES = `with counted as (
    select f.id, f.no, f.type, f.occurred_at, f.is_late, o.code, o.name_zh, o.name_en, o.district
    from object o join offence f on f.object = o.code and not f.is_drill and f.stream = 'incident'
      and f.occurred_at > city_now() - interval '12 months'
    where o.removed_at is null and ($1::text[] is null or o.district = any ($1)) and ($2::text[] is null or o.district = any ($2))
      and ($3::text[] is null or o.grade = any ($3)) and ($4::text[] is null or o.code = any ($4)))`;

export const offencesCounted: RowSource = {
  total: (db, scope) => count(db, `${OFFENCES} select district, count(*)::int as n from counted`, scope),
  page: (scope, after, limit) => ({
    text: `${OFFENCES} select *, array[occurred_at::text, id::text] as keys from counted
      where $5::text[] is null or (occurred_at, id) < (($5::text[])[1]::timestamptz, ($5::text[])[2]::uuid) order by occurred_at desc, id desc limit $6`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw, { hasText }) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.id, no: raw.no, type: raw.type, occurredAt: raw.occurred_at, late: raw.is_late },
      ...{ object: raw.code, ...named(raw, hasText), district: raw.district },
    },
  }),
};

function objects(holds: string): RowSource {
  return {
    total: (db, scope) => count(db, `${REGISTER} select district, count(*)::int as n from known where ${holds}`, scope),
    page: (scope, after, limit) => ({
      text: `${REGISTER} select *, array[code] as keys from known where ${holds} and ($5::text[] is null or code > ($5::text[])[1]) order by code limit $6`,
      values: [...valuesOf(scope), after ?? null, limit],
    }),
    toRow: (raw, { hasText }) => ({
      keys: raw.keys as string[],
      row: {
        ...{ id: raw.code, ...named(raw, hasText), kind: raw.kind, category: raw.category, district: raw.district },
        ...{ grade: raw.grade, gradeSince: raw.grade_since, score: raw.score, overdue: raw.overdue },
      },
    }),
  };
}

/** A name of a shop is text. */
function named(raw: Record<string, unknown>, hasText: boolean) {
  return hasText ? { nameZh: raw.name_zh, nameEn: raw.name_en } : { nameZh: null, nameEn: null };
}

async function count(db: Parameters<RowSource['total']>[0], counts: string, scope: RowScope) {
  const { rows } = await db.query<{ district: string; n: number }>(
    `${counts} group by district order by district`,
    valuesOf(scope),
  );
  return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
}

function valuesOf({ filters: f, districts }: RowScope): unknown[] {
  return [districts, f.district ?? null, f.grade ?? null, f.object ?? null];
}
