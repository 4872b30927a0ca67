import type { ClientBase, Pool } from 'pg';
import type { Procedure, ProcedureVersion } from '../../../protocol/procedure.js';

/** The version activated last; p is the row asked about. */
const ACTIVE = `(select v.version from procedure v where v.id = p.id and v.activated_at is not null order by v.activated_at desc, v.version desc limit 1)`;

/**
 * Adds built-in versions that the table lacks; a version that is there stays as it is. A new one is in force at once, but not over one that the city
 * made its own.
 */
export async function addProcedures(db: Pool, procedures: readonly Procedure[]): Promise<void> {
  await db.query(
    `insert into procedure (id, version, definition, activated_at)
     select d ->> 'id', (d ->> 'version')::int, d,
       case when exists (select from procedure p where p.id = d ->> 'id' and p.added_by is not null) then null else city_now() end
     from jsonb_array_elements($1::jsonb) as d on conflict do nothing`,
    [JSON.stringify(procedures)],
  );
}

/** Reads every version, older ones first; `isActive`: new incidents go by it. */
export async function readProcedures(db: Pool): Promise<{ definition: unknown; isActive: boolean }[]> {
  const { rows } = await db.query<{ definition: unknown; isActive: boolean }>(
    `select definition, version = ${ACTIVE} as "isActive" from procedure p order by id, version`,
  );
  return rows;
}

/** What changes when a version is added or activated. */
export async function procedureStamp(db: Pool): Promise<string> {
  const { rows } = await db.query<{ stamp: string }>(
    "select count(*) || ' ' || coalesce(max(activated_at)::text, '') as stamp from procedure",
  );
  return (rows[0] as { stamp: string }).stamp;
}

/** Reads every version with what the administration wants to know of it. Index incident_pressing. */
export async function readVersions(db: Pool | ClientBase): Promise<ProcedureVersion[]> {
  const { rows } = await db.query<ProcedureVersion>(
    `with held as (select procedure, procedure_version, count(*)::int as n from incident where lane is not null and not is_drill group by 1, 2)
     select p.id, p.version, p.definition ->> 'nameZh' as "nameZh", p.definition ->> 'nameEn' as "nameEn", p.definition ->> 'source' as source,
       iso_utc(p.added_at) as "addedAt", coalesce(a.name, p.added_by) as "addedBy", iso_utc(p.activated_at) as "activatedAt",
       p.version = ${ACTIVE} as active, coalesce(h.n, 0) as open
     from procedure p left join held h on h.procedure = p.id and h.procedure_version = p.version left join account a on a.username = p.added_by
     order by p.id, p.version desc`,
  );
  return rows;
}

/** Adds a version that waits to be activated; false when it is there. */
export async function addVersion(db: ClientBase, procedure: Procedure, by: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into procedure (id, version, definition, added_by) values ($1, $2, $3, $4) on conflict do nothing',
    [procedure.id, procedure.version, JSON.stringify(procedure), by],
  );
  return rowCount === 1;
}

/** Makes new incidents go by a version; false when there is none. */
export async function activate(
  db: ClientBase,
  { id, version, by }: { id: string; version: number; by: string },
): Promise<boolean> {
  // Two activations in one moment must still have an order.
  const text = `update procedure set activated_by = $3, activated_at = greatest(city_now(),
      (select max(activated_at) + interval '1 microsecond' from procedure where id = $1)) where id = $1 and version = $2`;
  return (await db.query(text, [id, version, by])).rowCount === 1;
}
