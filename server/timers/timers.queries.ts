import type { ClientBase, Pool } from 'pg';
import type { DueTimer, NewTimer, TimerKey } from './timer.js';

// A timer that is set anew gets a new id: whoever has read the old one sees that it no longer stands.
const SET = `
  insert into timer (kind, subject, step, due_at, payload, is_drill)
  select kind, subject, step, to_timestamp("dueMs" / 1000), payload, "isDrill" from jsonb_to_recordset($1)
    as t (kind text, subject text, step text, "dueMs" float8, payload jsonb, "isDrill" boolean)
  order by subject, kind, step
  on conflict (kind, subject, step) do update set id = nextval('timer_id'), due_at = excluded.due_at, payload = excluded.payload,
    is_drill = excluded.is_drill, tries = 0, retry_at = null, error = null, set_at = city_now()
  where (timer.due_at, timer.payload) is distinct from (excluded.due_at, excluded.payload)`;

// Index timer_due.
const DUE = `
  select id::text, kind, subject, step, (extract(epoch from due_at) * 1000)::float8 as "dueMs", payload, is_drill as "isDrill"
  from timer
  where due_at <= city_now() and kind = any ($1) and (retry_at is null or retry_at <= clock_timestamp())
  order by due_at, id limit $2`;

const CONSUME = `
  with gone as (delete from timer where id = $1 returning kind, subject, step, due_at, is_drill)
  insert into timer_firing (kind, subject, step, due_at, is_drill, epoch)
  select kind, subject, step, due_at, is_drill, $2 from gone on conflict do nothing`;

/** Sets timers, or moves those that are set. */
export async function setTimers(db: ClientBase, timers: readonly NewTimer[]): Promise<void> {
  const rows = timers.map(({ step = '', payload = {}, isDrill = false, ...t }) => ({ ...t, step, payload, isDrill }));
  await db.query(SET, [JSON.stringify(rows)]);
}

/** Takes timers of a subject back; with `kinds` null all of them. */
export async function cancelTimers(db: ClientBase, subject: string, kinds: readonly string[] | null): Promise<void> {
  await db.query('delete from timer where subject = $1 and ($2::text[] is null or kind = any ($2))', [subject, kinds]);
}

/** Takes single timers back. */
export async function dropTimers(db: ClientBase, timers: readonly TimerKey[]): Promise<void> {
  const keys = timers.map(({ kind, subject, step = '' }) => ({ kind, subject, step }));
  await db.query(
    `with named as (
       select t.id from timer t join jsonb_to_recordset($1) as k (kind text, subject text, step text)
         on (t.kind, t.subject, t.step) = (k.kind, k.subject, k.step) order by t.subject, t.kind, t.step for update of t)
     delete from timer where id in (select id from named)`,
    [JSON.stringify(keys)],
  );
}

/** Timers of these kinds that are due by the city's clock, oldest first. */
export async function dueTimers(db: Pool | ClientBase, kinds: readonly string[], limit: number): Promise<DueTimer[]> {
  return (await db.query<DueTimer>(DUE, [kinds, limit])).rows;
}

/**
 * Takes a timer off the table and marks it as fired. False when it no longer stands as it was read, or has fired for this very moment
 * before: then nothing may happen.
 */
export async function consume(db: ClientBase, timer: DueTimer, epoch: number): Promise<boolean> {
  return (await db.query(CONSUME, [timer.id, epoch])).rowCount === 1;
}

/** Notes that a timer's handler failed, and when it is tried again (real time). */
export async function noteFailure(
  db: Pool,
  timer: DueTimer,
  { error, waitMs }: { error: string; waitMs: number },
): Promise<void> {
  await db.query(
    `update timer set tries = tries + 1, error = $2, retry_at = clock_timestamp() + $3 * interval '1 millisecond'
     where id = $1`,
    [timer.id, error, waitMs],
  );
}

/** How many times a timer has failed so far. */
export async function triesOf(db: Pool, timer: DueTimer): Promise<number> {
  const { rows } = await db.query<{ tries: number }>('select tries from timer where id = $1', [timer.id]);
  return rows[0]?.tries ?? 0;
}

/** Timers that wait, those whose handler fails, and how long the oldest one has been due, seconds of city time. */
export async function timersNow(db: Pool): Promise<{ waiting: number; failing: number; lateSeconds: number }> {
  const { rows } = await db.query<{ waiting: number; failing: number; lateSeconds: number }>(
    `select count(*)::int as waiting, count(*) filter (where tries > 0)::int as failing,
       coalesce(greatest(0, extract(epoch from city_now() - min(due_at))), 0)::float8 as "lateSeconds" from timer`,
  );
  return rows[0] as { waiting: number; failing: number; lateSeconds: number };
}

/** Forgets marks of firings older than `days`. */
export async function forgetFirings(db: Pool, days: number): Promise<void> {
  await db.query(`delete from timer_firing where fired_at < city_now() - $1 * interval '1 day'`, [days]);
}
