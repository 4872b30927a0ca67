import type { ClientBase } from 'pg';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { Priority, Stream } from '../../../protocol/observation.js';
import { OBJECT_OF } from './incident-object.queries.js';

/** A live record that may open an incident. `seq`: the entry that brought it. Times epoch milliseconds. */
export interface Fresh {
  seq: number;
  observation: string;
  receivedAt: Date;
  source: string;
  record: string;
  stream: Stream;
  type: string;
  priority: Priority;
  district: string;
  road: string | null;
  place: string | null;
  title: string | null;
  h3: string | null;
  lon: number | null;
  lat: number | null;
  object: string | null;
  occurredMs: number;
  isDrill: boolean;
}

/** A new incident on its way into the table: the record, and what the procedure adds. */
export interface NewIncident extends Fresh {
  id: string;
  procedure: string;
  procedureVersion: number;
  state: string;
  lane: string;
  openedMs: number;
  clockFromMs: number | null;
  warnMs: number | null;
  dueMs: number | null;
  stepWarnMs: number | null;
  stepDueMs: number | null;
}

/** An open incident that a record of the same source may repeat. */
export interface Repeatable {
  id: string;
  source: string;
  type: string;
  lon: number | null;
  lat: number | null;
  object: string | null;
  occurredMs: number;
  isDrill: boolean;
}

/** A record `r` that its source calls finished; one of which it says nothing is not open there, and not closed either. */
export const CLOSED_AT_SOURCE = 'not r.is_open and (r.closed_at is not null or r.status is not null)';

/**
 * Reads the live records that these deliveries brought: counted, not closed at their source, and not linked to an incident yet. Indexes
 * observation_batch, source_record_observation. `zone`: the city's.
 */
export async function readFresh(
  db: ClientBase,
  deliveries: readonly { seq: number; batch: string; source: string; isDrill: boolean }[],
  zone: string,
): Promise<Fresh[]> {
  const { rows } = await db.query<Fresh>(
    `select d.seq::float8 as seq, o.id::text as observation, o.received_at as "receivedAt", o.source, o.record, o.stream, o.type, o.priority,
            o.district, o.road, o.attributes -> 'match' ->> 'name' as place, o.title, o.h3::text as h3, o.lon, o.lat,
            ${OBJECT_OF} as object, (extract(epoch from o.occurred_at) * 1000)::float8 as "occurredMs", o.is_drill as "isDrill"
     from jsonb_to_recordset($1::jsonb) as d (seq bigint, batch uuid, source text, "isDrill" boolean)
       join observation o on o.batch = d.batch and o.source = d.source and o.is_drill = d."isDrill"
     where o.counted and not o.is_history
       and not exists (select from source_record r where r.observation = o.id and ${CLOSED_AT_SOURCE})
       and not exists (select from incident_observation l where l.observation = o.id)
     order by d.seq, o.occurred_at, o.id`,
    [JSON.stringify(deliveries), zone],
  );
  return rows;
}

/** Open incidents of these sources and types that began after a moment. Index incident_repeat. */
export async function readRepeatable(
  db: ClientBase,
  of: { sources: string[]; types: string[]; sinceMs: number },
): Promise<Repeatable[]> {
  const { rows } = await db.query<Repeatable>(
    `select id, source, type, lon, lat, object, (extract(epoch from occurred_at) * 1000)::float8 as "occurredMs", is_drill as "isDrill"
     from incident where lane is not null and source = any ($1) and type = any ($2) and occurred_at >= to_timestamp($3::float8 / 1000)`,
    [of.sources, of.types, of.sinceMs],
  );
  return rows;
}

/** City time of the transaction's clock, epoch milliseconds. */
export async function readNow(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ ms: number }>('select (extract(epoch from city_now()) * 1000)::float8 as ms');
  return (rows[0] as { ms: number }).ms;
}

/** Adds incidents with their first report, numbered in order; answers their cards in that order. `day`: YYYYMMDD of the city. */
export async function addIncidents(
  db: ClientBase,
  incidents: readonly NewIncident[],
  day: string,
): Promise<IncidentCard[]> {
  const body = JSON.stringify(incidents.map((incident, n) => ({ ...incident, n })));
  await db.query(
    `insert into incident (id, no, procedure, procedure_version, state, lane, stream, type, priority, source, district, road, place, title,
       h3, lon, lat, object, occurred_at, opened_at, entered_at, clock_from, step_from, warn_at, due_at, step_warn_at, step_due_at,
       observation, observation_received_at, is_drill)
     select id, $2 || '-' || lpad(nextval('incident_no')::text, 4, '0'), procedure, "procedureVersion", state, lane, stream, type, priority,
       source, district, road, place, title, h3, lon, lat, object, to_timestamp("occurredMs" / 1000), to_timestamp("openedMs" / 1000),
       to_timestamp("openedMs" / 1000), to_timestamp("clockFromMs" / 1000), to_timestamp("openedMs" / 1000),
       to_timestamp("warnMs" / 1000), to_timestamp("dueMs" / 1000), to_timestamp("stepWarnMs" / 1000), to_timestamp("stepDueMs" / 1000), observation, "receivedAt", "isDrill"
     from (select * from jsonb_to_recordset($1::jsonb) as n (n integer, id uuid, procedure text, "procedureVersion" integer, state text, lane text,
       stream text, type text, priority smallint, source text, district text, road text, place text, title text, h3 bigint, lon float8,
       lat float8, object text, "occurredMs" float8, "openedMs" float8, "clockFromMs" float8, "warnMs" float8,
       "dueMs" float8, "stepWarnMs" float8, "stepDueMs" float8, observation uuid,
       "receivedAt" timestamptz, "isDrill" boolean) order by n) as ordered`,
    [body, day],
  );
  await addReports(
    db,
    incidents.map((i) => ({ ...i, incident: i.id, how: 'opened' as const })),
  );
  const { rows } = await db.query<{ card: IncidentCard }>('select card from incident_card where id = any ($1)', [
    incidents.map((i) => i.id),
  ]);
  const cards = new Map(rows.map(({ card }) => [card.id, card]));
  return incidents.map((i) => cards.get(i.id) as IncidentCard);
}

/** Links observations to incidents. */
export async function addReports(
  db: ClientBase,
  reports: readonly (Pick<Fresh, 'observation' | 'receivedAt' | 'source' | 'record' | 'isDrill'> & {
    incident: string;
    how: 'opened' | 'repeated' | 'joined';
  })[],
): Promise<void> {
  const body = reports.map(({ incident, observation, receivedAt, source, record, how, isDrill }) => ({
    ...{ incident, observation, receivedAt, source, record, how, isDrill },
  }));
  await db.query(
    `insert into incident_observation (incident, observation, observation_received_at, source, record, how, is_drill)
     select incident, observation, "receivedAt", source, record, how, "isDrill" from jsonb_to_recordset($1::jsonb)
       as r (incident uuid, observation uuid, "receivedAt" timestamptz, source text, record text, how text, "isDrill" boolean)`,
    [JSON.stringify(body)],
  );
}
