import type { RowScope, RowSource } from './rows.source.js';

/**
 * Units and what they hold as it was when the journal stood at $1: what changed later is put back to what the earliest later fact says it was.
 * Index journal_entry primary key; status, shift and assignments of a city are few against it.
 */
const AT_SEQ = `with later as materialized (
    select seq, type, subject, fact from journal_entry where seq > $1 and (type in ('unit.changed', 'unit.shifted') or type like 'dispatch.%')
  ), status_was as (
    select distinct on (subject) subject as unit, fact ->> 'from' as status from later where type = 'unit.changed' order by subject, seq
  ), shift_was as (
    select distinct on (subject) subject as unit, not (fact ->> 'onShift')::boolean as on_shift from later where type = 'unit.shifted'
    order by subject, seq
  ), held as (
    select a.* from assignment a
    where (a.ended_at is null or a.id::text in (
        select fact ->> 'assignment' from later where type in ('dispatch.handled', 'dispatch.returned', 'dispatch.withdrawn', 'dispatch.undone')))
      and a.id::text not in (select fact ->> 'assignment' from later where type = 'dispatch.assigned')
  ), known as (
    select u.id, u.name_zh, u.name_en, u.type, u.organisation_zh, u.organisation_en, u.district, u.capacity,
           coalesce(w.status, s.status, 'standby') as status, s.status_at, coalesce(h.on_shift, s.on_shift, u.duty = 'always') as on_shift,
           s.lon, s.lat, s.position_at, (select count(*)::int from held where held.unit = u.id) as load
    from unit u left join unit_state s on s.unit = u.id left join status_was w on w.unit = u.id left join shift_was h on h.unit = u.id
    where u.retired_at is null and not u.is_drill and ($2::text[] is null or u.district = any ($2))
      and ($3::text[] is null or u.district = any ($3)) and ($4::text[] is null or u.type = any ($4)) and ($5::text[] is null or u.id = any ($5))
  ), seen as (select * from known where ($6::text[] is null or status = any ($6))
      and ($7::polygon is null or $7::polygon @> point(lon, lat)))`;

/** `units.total`: units, `status` narrows to a count of the channel. */
export const unitsTotal = units('true');
/** `units.free`: on shift, on standby or coming back, below capacity. */
export const unitsFree = units("on_shift and status in ('standby', 'returning') and load < capacity");
/** `units.on-shift`. */
export const unitsOnShift = units('on_shift');

/** `assignments.open`: what units hold; district is the unit's. */
export const assignmentsOpen: RowSource = {
  total: (db, scope) =>
    count(db, `${AT_SEQ}, item as (select s.district from seen s join held h on h.unit = s.id)`, scope),
  page: (scope, after, limit) => ({
    text: `${AT_SEQ} select h.id, h.incident, h.unit, s.name_zh, s.name_en, s.district, h.state, h.first, h.override, h.assigned_at, array[h.id::text] as keys
      from seen s join held h on h.unit = s.id where ($8::text[] is null or h.id::text > ($8::text[])[1]) order by h.id::text limit $9`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.id, incident: raw.incident, unit: raw.unit, nameZh: raw.name_zh, nameEn: raw.name_en },
      ...{ district: raw.district, state: raw.state, first: raw.first, override: raw.override },
      assignedAt: raw.assigned_at,
    },
  }),
};

function units(holds: string): RowSource {
  return {
    total: (db, scope) => count(db, `${AT_SEQ}, item as (select district from seen where ${holds})`, scope),
    page: (scope, after, limit) => ({
      text: `${AT_SEQ} select *, array[id] as keys from seen where ${holds} and ($8::text[] is null or id > ($8::text[])[1]) order by id limit $9`,
      values: [...valuesOf(scope), after ?? null, limit],
    }),
    toRow: (raw) => ({
      keys: raw.keys as string[],
      row: {
        ...{ id: raw.id, nameZh: raw.name_zh, nameEn: raw.name_en, type: raw.type, district: raw.district },
        ...{ organisationZh: raw.organisation_zh, organisationEn: raw.organisation_en },
        ...{ status: raw.status, statusAt: raw.status_at, onShift: raw.on_shift },
        ...{ load: raw.load, capacity: raw.capacity, lon: raw.lon, lat: raw.lat, positionAt: raw.position_at },
      },
    }),
  };
}

async function count(db: Parameters<RowSource['total']>[0], items: string, scope: RowScope) {
  const { rows } = await db.query<{ district: string; n: number }>(
    `${items} select district, count(*)::int as n from item group by district order by district`,
    valuesOf(scope),
  );
  return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
}

function valuesOf({ asOf, filters: f, districts }: RowScope): unknown[] {
  return [asOf, districts, f.district ?? null, f.type ?? null, f.unit ?? null, f.status ?? null, f.area ?? null];
}
