import type { ClientBase } from 'pg';

/** A report of an incident as it is looked up by. `object`: the name of the shop or site, where it is known. */
export interface ReportRow {
  incident: string;
  isDrill: boolean;
  texts: (string | null)[];
  reporter: Buffer | null;
}

/** Reads every report of some incidents. Index incident_observation_incident; primary key of observation. */
export async function readReported(db: ClientBase, incidents: readonly string[]): Promise<ReportRow[]> {
  const { rows } = await db.query<ReportRow>(
    `select r.incident::text, i.is_drill as "isDrill", array[o.title, o.body, i.place, i.road] as texts, o.reporter
     from incident_observation r join incident i on i.id = r.incident
       join observation o on o.received_at = r.observation_received_at and o.id = r.observation
     where r.incident = any ($1) order by r.incident, o.received_at`,
    [incidents],
  );
  return rows;
}

/** Keeps what incidents are looked up by. */
export async function keepTexts(
  db: ClientBase,
  texts: readonly { incident: string; words: string; phones: readonly Buffer[]; isDrill: boolean }[],
): Promise<void> {
  for (const { incident, words, phones, isDrill } of texts) {
    await db.query(
      `insert into incident_text (incident, words, phones, is_drill) values ($1, $2, $3, $4)
       on conflict (incident) do update set words = excluded.words, phones = excluded.phones`,
      [incident, words, phones, isDrill],
    );
  }
}
