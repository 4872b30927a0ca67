import type { ClientBase, Pool } from 'pg';
import { DONE, IN_HAND } from '../../../protocol/queue.js';
import type { IncidentHour } from './incident-hours.rules.js';

/** Counts the city's incidents as they stand, for the hour that has just begun. An hour is counted once. @param midnight start of the city's day, epoch ms */
export async function sampleIncidents(db: ClientBase, at: { hour: number; midnight: number }): Promise<void> {
  // Indexes incident_pressing and incident_closed.
  await db.query(
    `insert into incident_hour (hour, overdue, dispatch, in_hand, closed_today)
     select $1::int, count(*) filter (where limit_at <= to_timestamp($1::int * 3600.0))::int, count(*) filter (where lane = 'dispatch')::int,
            count(*) filter (where lane = any ($2))::int,
            (select count(*)::int from incident where not is_drill and outcome = any ($3)
               and closed_at >= to_timestamp($4::float8 / 1000) and closed_at < to_timestamp($1::int * 3600.0))
     from incident where lane is not null and not is_drill
     on conflict (hour) do nothing`,
    [at.hour, IN_HAND, DONE, at.midnight],
  );
}

/** Reads what was counted in the epoch hours [from, to). Primary key of incident_hour. */
export async function readIncidentHours(db: Pool, from: number, to: number): Promise<IncidentHour[]> {
  const { rows } = await db.query<IncidentHour>(
    `select hour, overdue, dispatch, in_hand as "inHand", closed_today as "closedToday" from incident_hour
     where hour >= $1 and hour < $2 order by hour`,
    [from, to],
  );
  return rows;
}
