import type { PoolClient } from 'pg';
import { patiently } from './kpi-count.queries.js';

/** A stored message: id and the time by which its partition is found. */
interface MessageKey {
  id: string;
  received_at: string;
}

/** What facts name: batches of messages, messages that count a record, incidents. */
export interface Named {
  batches: readonly string[];
  messages: readonly string[];
  incidents: readonly string[];
}

/** Who is in charge by its source: free text, so only what reads like the name of an office is taken, and no digits. */
const OFFICE = `case when r.org ~ '^[[:alpha:]][[:alpha:] &.()/-]{0,39}$' then r.org else '-' end`;
const COLUMNS = `id, kind, is_case, stream, type, priority, source, district, organisation, channel, category, opened_at, reviewed_at, dispatched_at,
  arrived_at, closed_at, due_at, ripe, merged, voided, outcome, reworks, bounces, extensions, supervised, reopened, satisfaction`;

/** A message may stand for two records, when one is named as the other's message is: what was said last counts. Index source_record_observation. */
const STATE = (observation: string) =>
  `select * from source_record where observation = ${observation} order by state_at desc, record_hash limit 1`;

const RECORDS = (which: string) => `
  select o.id, case when o.counted then 'record' else 'repeat' end,
    o.counted and not exists (select from incident_observation io where io.observation = o.id),
    o.stream, o.type, o.priority, o.source, o.district, ${OFFICE}, coalesce(o.attributes ->> 'channel', '-'), coalesce(o.attributes ->> 'category', '-'),
    o.occurred_at, null::timestamptz, null::timestamptz, null::timestamptz, r.closed_at, r.due_at, coalesce(r.due_at <= city_now(), false),
    false, false, null, 0, 0, 0, false, false, r.satisfaction
  from ${which} left join lateral (${STATE('o.id')}) r on true
  where not o.is_drill`;

/** The course of an incident stands in the journal: when it passed review, whether it was opened again. Index journal_subject. */
const INCIDENTS = (which: string) => `
  select i.id, 'incident', true, i.stream, i.type, i.priority, i.source, i.district, coalesce(g.organisation, '-'), '-', '-',
    i.opened_at, j.reviewed_at, g.dispatched_at, g.arrived_at, i.closed_at, i.due_at, coalesce(i.due_at <= city_now(), false),
    i.merged_into is not null, i.state = 'voided', i.outcome, i.reworks, i.bounces, i.extensions, i.supervised, coalesce(j.reopened, false), r.satisfaction
  from incident i
    left join lateral (
      select min(e.at) filter (where (e.fact -> 'card' ->> 'reviewed')::boolean) as reviewed_at, bool_or(e.fact ->> 'command' = 'reopen') as reopened
      from journal_entry e where e.subject = i.id::text and e.type in ('incident.opened', 'incident.moved')) j on true
    left join lateral (
      select min(a.assigned_at) as dispatched_at, min(a.arrived_at) as arrived_at,
        (array_agg(u.organisation_zh order by a.first desc, a.assigned_at))[1] as organisation
      from assignment a join unit u on u.id = a.unit where a.incident = i.id and a.state <> 'undone') g on true
    left join lateral (${STATE('i.observation')}) r on true
  where not i.is_drill and ${which}`;

const INTO = (select: string) => `
  insert into kpi_subject as s (${COLUMNS}) ${select}
  on conflict (id) do update set (${COLUMNS}) = (${COLUMNS.split(',')
    .map((c) => `excluded.${c.trim()}`)
    .join(', ')})`;

const SAVE_RECORDS = INTO(
  RECORDS(
    'unnest($1::uuid[], $2::timestamptz[]) as k (id, at) join observation o on o.id = k.id and o.received_at = k.at',
  ),
);
const SAVE_INCIDENTS = INTO(INCIDENTS('i.id = any ($1)'));

/** Finds the messages that facts are about: of batches, of records, and those that an incident stands for. Index observation_batch. */
export async function messagesOf(db: PoolClient, { batches, messages, incidents }: Named): Promise<MessageKey[]> {
  const { rows } = await db.query<MessageKey>(
    `select id, received_at::text from observation where batch = any ($1)
     union select observation, observation_received_at::text from source_record where observation = any ($2)
     union select observation, observation_received_at::text from incident_observation where incident = any ($3)`,
    [batches, messages, incidents],
  );
  return rows;
}

/** Writes subjects as the tables say now. */
export async function saveSubjects(
  db: PoolClient,
  { messages, incidents }: { messages: readonly MessageKey[]; incidents: readonly string[] },
): Promise<void> {
  if (messages.length > 0)
    await db.query(SAVE_RECORDS, [messages.map((m) => m.id), messages.map((m) => m.received_at)]);
  if (incidents.length > 0) await db.query(SAVE_INCIDENTS, [incidents]);
}

/** Makes all subjects anew. */
export async function remakeSubjects(db: PoolClient): Promise<void> {
  await patiently(db, 'delete from kpi_subject');
  await patiently(db, `insert into kpi_subject (${COLUMNS}) ${RECORDS('observation o')}`);
  await patiently(db, `insert into kpi_subject (${COLUMNS}) ${INCIDENTS('true')}`);
}

/** Subjects whose deadline has passed since they were last looked at. Index kpi_subject_ripening. */
export async function ripening(db: PoolClient, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from kpi_subject where not ripe and due_at is not null and due_at <= city_now() order by due_at limit $1',
    [limit],
  );
  return rows.map((row) => row.id);
}

/** Notes that the deadlines of subjects have passed. */
export async function ripen(db: PoolClient, ids: readonly string[]): Promise<void> {
  await db.query('update kpi_subject set ripe = true where id = any ($1)', [ids]);
}
