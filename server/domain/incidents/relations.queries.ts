import type { ClientBase } from 'pg';

/** Points from one incident at another. */
export async function relate(
  db: ClientBase,
  of: { id: string; other: string; by: string; isDrill: boolean },
): Promise<void> {
  await db.query(
    'insert into incident_relation (incident, other, by, is_drill) values ($1, $2, $3, $4) on conflict do nothing',
    [of.id, of.other, of.by, of.isDrill],
  );
}

/** Takes back all that an incident points at. */
export async function unrelate(db: ClientBase, id: string): Promise<void> {
  await db.query('delete from incident_relation where incident = $1', [id]);
}

/** Whether an incident is another one or lies below it. Index: primary key, upwards. */
export async function isBelow(db: ClientBase, id: string, above: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `with recursive up as (select id, parent from incident where id = $1
       union select i.id, i.parent from incident i join up on i.id = up.parent) select from up where id = $2`,
    [id, above],
  );
  return rowCount !== 0;
}
