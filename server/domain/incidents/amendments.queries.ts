import type { ClientBase } from 'pg';
import type { Priority } from '../../../protocol/observation.js';
import { CLOSED_AT_SOURCE } from './openings.queries.js';

/** What a source now says of a record that an incident began with or was joined by. */
export interface Amended {
  incident: string;
  isFirst: boolean;
  isClosed: boolean;
  type: string;
  priority: Priority;
  district: string;
  road: string | null;
  h3: string | null;
  lon: number | null;
  lat: number | null;
}

/** Reads what the sources now say of these observations, by observation. Primary keys of incident_observation and observation. */
export async function readAmended(db: ClientBase, observations: readonly string[]): Promise<Map<string, Amended>> {
  const { rows } = await db.query<Amended & { observation: string }>(
    `select l.observation::text, l.incident::text, l.how = 'opened' as "isFirst", coalesce(${CLOSED_AT_SOURCE}, false) as "isClosed",
            o.type, o.priority, o.district, o.road, o.h3::text as h3, o.lon, o.lat
     from incident_observation l join observation o on o.received_at = l.observation_received_at and o.id = l.observation
       left join source_record r on r.observation = l.observation
     where l.observation = any ($1)`,
    [observations],
  );
  return new Map(rows.map((row) => [row.observation, row]));
}
