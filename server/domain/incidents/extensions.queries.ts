import type { ClientBase } from 'pg';

/** Keeps a request for more time. */
export async function addExtension(
  db: ClientBase,
  of: { id: string; incident: string; minutes: number; by: string; isDrill: boolean },
): Promise<void> {
  await db.query(
    'insert into incident_extension (id, incident, minutes, requested_by, is_drill) values ($1, $2, $3, $4, $5)',
    [of.id, of.incident, of.minutes, of.by, of.isDrill],
  );
}

/** Decides on the request that waits; undefined when none does. Index incident_extension_pending. */
export async function decideExtension(
  db: ClientBase,
  of: { incident: string; by: string; approved: boolean },
): Promise<{ id: string; minutes: number; requestedBy: string } | undefined> {
  const { rows } = await db.query<{ id: string; minutes: number; requestedBy: string }>(
    `update incident_extension set decided_by = $2, decided_at = city_now(), approved = $3
     where incident = $1 and decided_at is null returning id, minutes, requested_by as "requestedBy"`,
    [of.incident, of.by, of.approved],
  );
  return rows[0];
}
