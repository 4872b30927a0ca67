import type { ClientBase, Pool } from 'pg';
import type { UnitKept } from '../../../protocol/unit-admin.js';

const KEPT = `
  select u.id, u.name_zh as "nameZh", u.name_en as "nameEn", u.type, u.skills, u.fields, u.areas, u.district,
         u.organisation_zh as "organisationZh", u.organisation_en as "organisationEn", u.crew, u.capacity, u.phone is not null as phone,
         case when u.base_lon is null then null else jsonb_build_array(u.base_lon, u.base_lat) end as base, u.duty,
         u.retired_at is not null as retired,
         (select count(*)::int from assignment a where a.unit = u.id and a.ended_at is null) as load
  from unit u where not u.is_drill`;

/** Units of these districts (null: all) by id, retired ones too. */
export async function readKept(db: Pool | ClientBase, districts: readonly string[] | null): Promise<UnitKept[]> {
  const { rows } = await db.query<UnitKept>(`${KEPT} and ($1::text[] is null or u.district = any ($1)) order by u.id`, [
    districts,
  ]);
  return rows;
}

/** One unit, or undefined. */
export async function readOneKept(db: Pool | ClientBase, id: string): Promise<UnitKept | undefined> {
  const { rows } = await db.query<UnitKept>(`${KEPT} and u.id = $1`, [id]);
  return rows[0];
}

/** Retires units or brings them back. */
export async function setRetired(db: ClientBase, ids: readonly string[], retired: boolean): Promise<void> {
  await db.query(
    'update unit set retired_at = case when $2 then coalesce(retired_at, city_now()) end where id = any ($1)',
    [ids, retired],
  );
}

/** Forgets the number of a unit. */
export async function forgetPhone(db: ClientBase, id: string): Promise<void> {
  await db.query('update unit set phone = null where id = $1', [id]);
}
