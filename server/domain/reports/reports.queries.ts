import type { ClientBase, Pool } from 'pg';
import type { EventLevel, IncidentCard } from '../../../protocol/incident.js';
import { ReportRule, type ReportTask } from '../../../protocol/report.js';
import type { Known, Wanted } from './reports.rules.js';

type Db = Pool | ClientBase;

/** What of the reports an account may see: districts null is all; with `account` only what is given to it. */
export interface ReportScope {
  districts: readonly string[] | null;
  account: string | null;
}

const SCOPE = '($1::text[] is null or i.district = any ($1)) and ($2::uuid is null or $2 = any (i.assignees))';
const TASK = `
  select t.id, t.incident, i.no as "incidentNo", i.district, t.level, t.kind, t.no, t.channel, t.to_zh as "toZh", t.to_en as "toEn",
    iso_utc(t.warn_at) as "warnAt", iso_utc(t.due_at) as "dueAt", t.state, iso_utc(t.submitted_at) as "submittedAt",
    coalesce(a.name, t.submitted_by) as "submittedBy",
    greatest(0, floor(extract(epoch from t.submitted_at - t.due_at)))::int as "lateSeconds", t.is_drill as "isDrill"
  from report_task t join incident i on i.id = t.incident left join account a on a.username = t.submitted_by`;

/** Adds rules that the table lacks; one that is there stays as the city has it. */
export async function addRules(db: Db, rules: readonly ReportRule[]): Promise<void> {
  await db.query(
    `insert into report_rule (id, definition) select d ->> 'id', d from jsonb_array_elements($1::jsonb) as d on conflict do nothing`,
    [JSON.stringify(rules)],
  );
}

/** Reads the rules that are not retired. */
export async function readRules(db: Db): Promise<ReportRule[]> {
  const { rows } = await db.query<{ definition: unknown }>(
    'select definition from report_rule where retired_at is null order by id',
  );
  return rows.map((row) => ReportRule.parse(row.definition));
}

/** Adds a rule or gives one its last day. */
export async function saveRule(db: ClientBase, rule: ReportRule): Promise<void> {
  await db.query(
    `insert into report_rule (id, definition) values ($1, $2)
     on conflict (id) do update set definition = excluded.definition, changed_at = city_now()`,
    [rule.id, JSON.stringify(rule)],
  );
}

/** Whether an id is taken, also by a rule that is retired. */
export async function isRule(db: ClientBase, id: string): Promise<boolean> {
  return (await db.query('select from report_rule where id = $1', [id])).rowCount !== 0;
}

/** Holds the rules until the transaction ends. */
export async function lockRules(db: ClientBase): Promise<void> {
  await db.query('lock table report_rule in share row exclusive mode');
}

/** Reports of some incidents, as decisions need them; by incident. */
export async function readKnown(db: Db, incidents: readonly string[]): Promise<Map<string, Known[]>> {
  const { rows } = await db.query<Known & { incident: string }>(
    `select id, incident, rule, level, no, state, kind from report_task where incident = any ($1) order by asked_at, id`,
    [incidents],
  );
  const known = new Map<string, Known[]>();
  for (const { incident, ...one } of rows) known.set(incident, [...(known.get(incident) ?? []), one]);
  return known;
}

/** Asks for a report. One that was withdrawn is asked for anew. Answers its id, null when it stands already. */
export async function ask(
  db: ClientBase,
  { id, card, wanted }: { id: string; card: IncidentCard; wanted: Wanted },
): Promise<string | null> {
  const { rule, no, warnMs, dueMs } = wanted;
  const { rows } = await db.query<{ id: string }>(
    `insert into report_task (id, incident, rule, level, kind, no, channel, to_zh, to_en, warn_at, due_at, is_drill)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000), to_timestamp($11::float8 / 1000), $12)
     on conflict (incident, rule, no) do update set state = 'pending', warn_at = excluded.warn_at, due_at = excluded.due_at, asked_at = city_now()
       where report_task.state = 'withdrawn'
     returning id`,
    [
      ...[id, card.id, rule.id, rule.level, rule.kind, no, rule.channel, rule.toZh, rule.toEn],
      ...[warnMs, dueMs, card.isDrill],
    ],
  );
  return rows[0]?.id ?? null;
}

/** Withdraws reports that are still asked for. */
export async function withdraw(db: ClientBase, ids: readonly string[]): Promise<void> {
  await db.query("update report_task set state = 'withdrawn' where id = any ($1) and state = 'pending'", [ids]);
}

/** Locks the reports of an incident until the transaction ends. Every writer of reports takes this first. */
export async function lockReports(db: ClientBase, incident: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('reports ' || $1, 0))", [incident]);
}

/** Reads one report within reach; undefined when there is none. */
export async function readTask(db: Db, id: string, scope: ReportScope): Promise<ReportTask | undefined> {
  const { rows } = await db.query<ReportTask>(`${TASK} where ${SCOPE} and t.id = $3`, [
    scope.districts,
    scope.account,
    id,
  ]);
  return rows[0];
}

/** Reports of one incident, or (null) of all that are still asked for, nearest first. Index report_task_pending. */
export async function readTasks(db: Db, incident: string | null, scope: ReportScope): Promise<ReportTask[]> {
  const { rows } = await db.query<ReportTask>(
    `${TASK} where ${SCOPE} and ($3::uuid is null and t.state = 'pending' or t.incident = $3) order by t.due_at, t.id limit 500`,
    [scope.districts, scope.account, incident],
  );
  return rows;
}

/** Marks a report as submitted; its words are sealed by the caller. */
export async function submit(
  db: ClientBase,
  { id, by, words }: { id: string; by: string; words: Buffer },
): Promise<void> {
  await db.query(
    "update report_task set state = 'submitted', submitted_at = city_now(), submitted_by = $2, words = $3 where id = $1",
    [id, by, words],
  );
}

/** What was submitted, sealed; undefined when nothing was. */
export async function readWords(db: Db, id: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ words: Buffer | null }>('select words from report_task where id = $1', [id]);
  return rows[0]?.words ?? undefined;
}

/** The card of an incident as it stands. */
export async function readCard(db: Db, incident: string): Promise<IncidentCard | undefined> {
  const { rows } = await db.query<{ card: IncidentCard }>('select card from incident_card where id = $1', [incident]);
  return rows[0]?.card;
}

/** An incident's fields for a draft, with the states it reached since the report before the one given. */
export interface DraftRow {
  title: string | null;
  body: string | null;
  place: string | null;
  level: EventLevel | null;
  lastReportMs: number | null;
  course: { atMs: number; state: string }[];
  state: string;
}

/** Reads what a draft needs beside the card. State names are those of the incident's procedure. Index journal_subject. */
export async function readDraft(db: Db, task: ReportTask): Promise<DraftRow | undefined> {
  const { rows } = await db.query<DraftRow>(
    `with last as (
       select max(submitted_at) as at from report_task where incident = $1 and state = 'submitted' and $2 <> 'final'),
     names as (
       select s ->> 'id' as id, s ->> 'nameZh' as name from incident i
         join procedure p on p.id = i.procedure and p.version = i.procedure_version, jsonb_array_elements(p.definition -> 'states') s
       where i.id = $1)
     select i.title, o.body, coalesce(i.place, i.road) as place, i.level, (extract(epoch from last.at) * 1000)::float8 as "lastReportMs",
       coalesce((select name from names where id = i.state), i.state) as state,
       coalesce((select jsonb_agg(jsonb_build_object('atMs', (extract(epoch from j.at) * 1000)::float8, 'state', n.name) order by j.seq)
         from journal_entry j join names n on n.id = j.fact ->> 'to'
         where j.subject = $1::text and j.type = 'incident.moved' and j.fact ->> 'from' <> j.fact ->> 'to'
           and (last.at is null or j.at > last.at)), '[]') as course
     from incident i cross join last
       left join observation o on o.received_at = i.observation_received_at and o.id = i.observation
     where i.id = $1::uuid`,
    [task.incident, task.kind],
  );
  return rows[0];
}
