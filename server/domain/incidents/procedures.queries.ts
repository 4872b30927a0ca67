import type { Pool } from 'pg';
import type { Procedure } from '../../../protocol/procedure.js';

/** Adds versions that the table lacks; a version that is there stays as it is. */
export async function addProcedures(db: Pool, procedures: readonly Procedure[]): Promise<void> {
  await db.query(
    `insert into procedure (id, version, definition) select d ->> 'id', (d ->> 'version')::int, d
     from jsonb_array_elements($1::jsonb) as d on conflict do nothing`,
    [JSON.stringify(procedures)],
  );
}

/** Reads every version, older ones first. */
export async function readProcedures(db: Pool): Promise<unknown[]> {
  const { rows } = await db.query<{ definition: unknown }>('select definition from procedure order by id, version');
  return rows.map((row) => row.definition);
}
