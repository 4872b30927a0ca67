import type { ClientBase } from 'pg';
import { CHATTER, type AlarmCard } from '../../../protocol/alarm.js';

/** Advisory lock under which alarms are changed: reactor, watch and commands take turns, so one condition never opens twice. */
const LOCK = [4711, 80] as const;

/** An activation to be stored. */
export interface Activation {
  card: AlarmCard;
  shown: boolean;
}

/** A condition that waits for its delay. `sinceMs` null: it waits no longer. */
export interface PointRow {
  subject: string;
  rule: string;
  sinceMs: number | null;
}

/** What is kept of some subjects. `recent`: activations of the last while, by subject and rule. */
export interface Kept {
  open: AlarmCard[];
  points: PointRow[];
  outages: { sensor: string; reason: string; since: string; until: string; by: string }[];
  recent: { subject: string; rule: string; atMs: number }[];
}

/** Takes the turn to change alarms, until the transaction ends. */
export async function lockAlarms(db: ClientBase): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [...LOCK]);
}

/** City time of the transaction's clock, epoch milliseconds. */
export async function readNow(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ ms: number }>('select (extract(epoch from city_now()) * 1000)::float8 as ms');
  return (rows[0] as { ms: number }).ms;
}

/** Reads what is kept of these subjects. Indexes alarm_open, alarm_point_pkey, alarm_activation_subject. */
export async function readKept(db: ClientBase, subjects: readonly string[], fromMs: number): Promise<Kept> {
  const all = async <T extends object>(text: string, ...more: unknown[]) =>
    (await db.query<T>(text, [subjects, ...more])).rows;
  const cards = await all<{ card: AlarmCard }>(
    `select c.card from alarm a join alarm_card c on c.id = a.id where a.subject = any ($1) and a.closed_at is null`,
  );
  return {
    open: cards.map((row) => row.card),
    points: await all(
      `select subject, rule, (extract(epoch from since) * 1000)::float8 as "sinceMs" from alarm_point where subject = any ($1)`,
    ),
    outages: await all(
      `select sensor, reason, iso_utc(since) as since, iso_utc(until) as until, by_account as by from sensor_outage
       where sensor = any ($1) and ended_at is null and until > city_now()`,
    ),
    recent: await all(
      `select subject, rule, (extract(epoch from at) * 1000)::float8 as "atMs" from alarm_activation
       where subject = any ($1) and at > to_timestamp($2::float8 / 1000) - $3::int * interval '1 second'`,
      fromMs,
      CHATTER.seconds,
    ),
  };
}

/** Reads open alarms by id, those of a reach only (null: all). */
export async function readOpen(
  db: ClientBase,
  ids: readonly string[],
  districts: readonly string[] | null,
): Promise<AlarmCard[]> {
  const { rows } = await db.query<{ card: AlarmCard }>(
    `select c.card from alarm a join alarm_card c on c.id = a.id
     where a.id = any ($1::uuid[]) and a.closed_at is null and ($2::text[] is null or a.district = any ($2)) order by a.id`,
    [ids, districts],
  );
  return rows.map((row) => row.card);
}

/** Writes alarms as their cards say, new or known. */
export async function saveAlarms(db: ClientBase, cards: readonly AlarmCard[]): Promise<void> {
  if (cards.length === 0) return;
  await db.query(SAVE, [JSON.stringify(cards)]);
}

/** Keeps what somebody wrote when he shelved an alarm; null forgets it. */
export async function saveNote(db: ClientBase, id: string, note: string | null): Promise<void> {
  await db.query('update alarm set note = $2 where id = $1', [id, note]);
}

/** Notes that conditions came. */
export async function addActivations(db: ClientBase, activations: readonly Activation[]): Promise<void> {
  if (activations.length === 0) return;
  await db.query(
    `insert into alarm_activation (alarm, n, at, subject, rule, cause, district, priority, shown, is_drill)
     select id, count, "activeAt", subject, rule, cause, district, priority, shown, "isDrill" from jsonb_to_recordset($1::jsonb)
       as x (id uuid, count int, "activeAt" timestamptz, subject text, rule text, cause text, district text, priority smallint,
         shown boolean, "isDrill" boolean)`,
    [JSON.stringify(activations.map(({ card, shown }) => ({ ...card, shown })))],
  );
}

/** Keeps since when conditions wait, and forgets those that wait no longer. */
export async function savePoints(db: ClientBase, points: readonly PointRow[]): Promise<void> {
  const [waiting, over] = [points.filter((p) => p.sinceMs !== null), points.filter((p) => p.sinceMs === null)];
  if (waiting.length > 0) {
    await db.query(
      `insert into alarm_point (subject, rule, since)
       select subject, rule, to_timestamp("sinceMs" / 1000) from jsonb_to_recordset($1::jsonb) as x (subject text, rule text, "sinceMs" float8)
       on conflict (subject, rule) do update set since = excluded.since`,
      [JSON.stringify(waiting)],
    );
  }
  if (over.length > 0) {
    await db.query(
      `delete from alarm_point p using jsonb_to_recordset($1::jsonb) as x (subject text, rule text)
       where p.subject = x.subject and p.rule = x.rule`,
      [JSON.stringify(over)],
    );
  }
}

/**
 * Open alarms that a rule of the design hides (`suppress`) because what they follow from is active on the same sensor or its feed, and hidden ones
 * whose reason has gone. Index alarm_open.
 */
export async function readSuppressions(db: ClientBase): Promise<{ id: string; suppress: boolean }[]> {
  const { rows } = await db.query<{ id: string; suppress: boolean }>(
    `select a.id, a.hidden is null as suppress from alarm a left join alarm_rule u on u.id = a.rule
       cross join lateral (select exists (select from alarm p where p.closed_at is null and p.state in ('unacknowledged', 'acknowledged')
         and p.rule = any (u.suppressed_by) and p.subject in (a.subject, 'feed:' || a.source)) as holds) parent
     where a.closed_at is null and ((a.hidden is null and a.state in ('unacknowledged', 'acknowledged') and parent.holds)
       or (a.hidden = 'suppressed' and not parent.holds)) order by a.id`,
  );
  return rows;
}

const COLUMNS = {
  ...{ id: 'id uuid', subject: 'subject text', sensor: 'sensor text', source: 'source text', rule: 'rule text' },
  ...{ condition: 'condition text', cause: 'cause text', priority: 'priority smallint', district: 'district text' },
  ...{ lon: 'lon float8', lat: 'lat float8', state: 'state text', hidden: 'hidden text' },
  ...{ hidden_at: '"hiddenAt" timestamptz', hidden_until: '"hiddenUntil" timestamptz', hidden_by: '"hiddenBy" text' },
  ...{ hidden_reason: '"hiddenReason" text', count: 'count int', raised_at: '"raisedAt" timestamptz' },
  ...{
    active_at: '"activeAt" timestamptz',
    cleared_at: '"clearedAt" timestamptz',
    closed_at: '"closedAt" timestamptz',
  },
  ...{ acked_at: '"ackedAt" timestamptz', acked_by: '"ackedBy" text' },
  ...{ chattering_until: '"chatteringUntil" timestamptz', value: 'value float8', peak: 'peak float8' },
  ...{ value_at: '"valueAt" timestamptz', trend: 'trend text', limit_value: '"limit" float8', unit: 'unit text' },
  ...{ incident: 'incident uuid', incident_no: '"incidentNo" text', referred_at: '"referredAt" timestamptz' },
  ...{ is_drill: '"isDrill" boolean', version: 'version int' },
};
const NAMES = Object.keys(COLUMNS);
const FIELDS = Object.values(COLUMNS).map((field) => field.slice(0, field.lastIndexOf(' ')));
const SAVE = `insert into alarm (${NAMES.join(', ')})
  select ${FIELDS.join(', ')} from jsonb_to_recordset($1::jsonb) as x (${Object.values(COLUMNS).join(', ')}) order by id
  on conflict (id) do update set ${NAMES.slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;
