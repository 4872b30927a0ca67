import type { ClientBase, Pool } from 'pg';
import type { Permit } from '../../../../protocol/permit.js';

/** Reads every permit that is not ended, by name. */
export async function readPermits(db: Pool | ClientBase): Promise<Permit[]> {
  const { rows } = await db.query<Permit>(
    `select id::text, name, types, rings -> 0 as ring, weekdays, to_char(from_time, 'HH24:MI') as "from", to_char(to_time, 'HH24:MI') as "to",
            valid_from::text as "validFrom", valid_to::text as "validTo", source from permit where ended_at is null order by name, id`,
  );
  return rows;
}

/** Keeps a permit. */
export async function addPermit(db: ClientBase, permit: Permit, by: string): Promise<void> {
  await db.query(
    `insert into permit (id, name, types, rings, weekdays, from_time, to_time, valid_from, valid_to, source, by)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[permit.id, permit.name, permit.types, JSON.stringify([permit.ring]), permit.weekdays],
      ...[permit.from, permit.to, permit.validFrom, permit.validTo, permit.source, by],
    ],
  );
}

/** Ends a permit; false when there is none. Its row stays, for what it closed. */
export async function endPermit(db: ClientBase, id: string, by: string): Promise<boolean> {
  const text = 'update permit set ended_at = city_now(), ended_by = $2 where id = $1 and ended_at is null';
  return (await db.query(text, [id, by])).rowCount === 1;
}
