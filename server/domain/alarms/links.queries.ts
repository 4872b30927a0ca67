import type { ClientBase } from 'pg';
import { ALARM_SOURCE, type AlarmCard } from '../../../protocol/alarm.js';

/** An incident that the report of an alarm opened, or was counted to. */
export interface Opened {
  seq: number;
  observation: string;
  incident: string;
  no: string;
}

/** The alarms whose reports these are, with the incident on their cards. Reports bear the alarm's id as record. Index observation primary key. */
export async function readLinked(
  db: ClientBase,
  opened: readonly Opened[],
): Promise<{ seq: number; card: AlarmCard }[]> {
  if (opened.length === 0) return [];
  const { rows } = await db.query<{ seq: number; card: AlarmCard }>(
    `select x.seq, c.card || jsonb_build_object('incident', x.incident, 'incidentNo', x.no, 'version', a.version + 1) as card
     from jsonb_to_recordset($1::jsonb) as x (seq float8, observation uuid, incident uuid, no text)
       join observation o on o.id = x.observation and o.source = $2 and o.received_at > city_now() - interval '30 days'
       join alarm a on a.id::text = o.record join alarm_card c on c.id = a.id`,
    [JSON.stringify(opened), ALARM_SOURCE],
  );
  return rows;
}
