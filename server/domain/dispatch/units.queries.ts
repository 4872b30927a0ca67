import type { ClientBase, Pool } from 'pg';
import type { Unit } from '../../../protocol/unit.js';
import type { Candidate } from './recommend.rules.js';

/** Which units are read. Null filters hold for all; `districts` is what the reader may see. */
export interface UnitFilter {
  districts: readonly string[] | null;
  district: readonly string[] | null;
  status: readonly string[] | null;
  type: readonly string[] | null;
  free: boolean | null;
}

type Db = Pool | ClientBase;

const UNIT = `
  select u.id, u.name_zh as "nameZh", u.name_en as "nameEn", u.type, u.skills, u.fields, u.organisation_zh as "organisationZh",
         u.organisation_en as "organisationEn", u.district, u.areas, u.crew, u.phone is not null as phone, u.capacity,
         case when u.base_lon is null then null else jsonb_build_array(u.base_lon, u.base_lat) end as base,
         case when s.lon is null then null else jsonb_build_array(s.lon, s.lat) end as position,
         s.position_at as "positionAt", coalesce(s.status, 'standby') as status, s.status_at as "statusAt",
         coalesce(s.on_shift, u.duty = 'always') as "onShift", coalesce(a.load, 0) as load, u.is_drill as drill
  from unit u left join unit_state s on s.unit = u.id
    left join (select unit, count(*)::int as load from assignment where ended_at is null group by unit) a on a.unit = u.id
  where u.retired_at is null`;

const FILTERED = `select * from (${UNIT}) u where ($1::text[] is null or district = any ($1)) and ($2::text[] is null or district = any ($2))
  and ($3::text[] is null or status = any ($3)) and ($4::text[] is null or type = any ($4))
  and ($5::boolean is null or $5 = ("onShift" and load < capacity and status in ('standby', 'returning')))`;

type UnitRecord = Omit<Unit, 'positionAt' | 'statusAt'> & { positionAt: Date | null; statusAt: Date | null };

/** One page of units by id, and how many there are. */
export async function listUnits(
  db: Db,
  filter: UnitFilter,
  page: { after: string | null; limit: number },
): Promise<{ total: number; units: Unit[] }> {
  const values = [filter.districts, filter.district, filter.status, filter.type, filter.free];
  const total = await db.query<{ n: number }>(`select count(*)::int as n from (${FILTERED}) f`, values);
  const { rows } = await db.query<UnitRecord>(
    `select * from (${FILTERED}) f where ($6::text is null or id > $6) order by id limit $7`,
    [...values, page.after, page.limit],
  );
  return { total: total.rows[0]?.n ?? 0, units: rows.map(toUnit) };
}

/** One unit; undefined when there is none. */
export async function readUnit(db: Db, id: string): Promise<Unit | undefined> {
  const { rows } = await db.query<UnitRecord>(`${UNIT} and u.id = $1`, [id]);
  return rows[0] && toUnit(rows[0]);
}

/** The sealed number of a unit in these districts (null: all); undefined when there is no such unit or no number. */
export async function sealedPhone(
  db: Db,
  id: string,
  districts: readonly string[] | null,
): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ phone: Buffer | null }>(
    'select phone from unit where id = $1 and retired_at is null and ($2::text[] is null or district = any ($2))',
    [id, districts],
  );
  return rows[0]?.phone ?? undefined;
}

/** What the recommendation weighs of every unit: status, load, shift, position. */
export async function readStandings(db: Db): Promise<(Omit<Candidate, 'unit'> & { id: string })[]> {
  const { rows } = await db.query<UnitRecord>(UNIT);
  return rows.map(({ id, status, load, onShift, position, positionAt }) => ({
    ...{ id, status, load, onShift, position },
    positionMs: positionAt?.getTime() ?? null,
  }));
}

function toUnit({ positionAt, statusAt, ...unit }: UnitRecord): Unit {
  return { ...unit, positionAt: positionAt?.toISOString() ?? null, statusAt: statusAt?.toISOString() ?? null };
}
