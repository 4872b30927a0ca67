import type { ClientBase, Pool } from 'pg';
import type { WebhookShape } from '../../protocol/notice.js';
import type { TriedState } from './notice.rules.js';
import type { Priority } from '../../protocol/observation.js';
import { TOLD, type Told } from './outbox.queries.js';
import type { Lang } from './template.rules.js';

/** A notice that was taken to be sent, with what its text is made of. `address` and `secret` are sealed. Times RFC 3339. */
export interface Claimed extends Told {
  attempts: number;
  /** It is shown as not delivered already. */
  hasFailed: boolean;
  lang: Lang;
  address: Buffer | null;
  secret: Buffer | null;
  shape: WebhookShape | null;
  params: Record<string, string>;
  no: string | null;
  type: string | null;
  place: string | null;
  district: string | null;
  priority: Priority | null;
  dueAt: string | null;
  unit: string | null;
}

/** What a try came to. */
export interface Tried {
  id: string;
  attempts: number;
  state: TriedState;
  retryS: number | null;
  error: string | null;
  messageId: string | null;
  isUncertain: boolean;
  words: Buffer;
}

/** Takes notices that are due, the pressing ones first. What belongs to an assignment that is over waits to be called off. Index notice_due. */
export async function claimDue(db: ClientBase, limit: number): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>(
    `with due as (
       select n.id from notice n where n.next_at <= clock_timestamp() and n.state in ('queued', 'failed')
         and not exists (select from assignment a where a.id = n.assignment and a.ended_at is not null)
       order by n.priority, n.next_at limit $1 for update skip locked),
     taken as (
       update notice n set state = 'sending', attempts = n.attempts + 1, claimed_at = clock_timestamp() from due where n.id = due.id
       returning n.*)
     select t.id::text, t.incident::text, t.template, t.channel, t.receiver, t.cause::float8 as cause, t.is_drill as "isDrill", t.attempts,
       t.failed_at is not null as "hasFailed", t.lang, t.address, r.secret, r.shape, t.params, i.no, i.type, 
       -- Of a shop that is told itself, the shop.
       case when t.template = 'rectify' then coalesce(b.name_zh, i.place, i.road) else coalesce(i.place, i.road) end as place,
       i.district, i.priority, iso_utc(coalesce(i.due_at, i.limit_at)) as "dueAt",
       case when t.lang = 'zh' then u.name_zh else u.name_en end as unit
     from taken t left join incident i on i.id = t.incident left join object b on b.code = i.object
       left join unit u on t.receiver = 'unit:' || u.id left join notice_receiver r on t.receiver = 'receiver:' || r.id`,
    [limit],
  );
  return rows;
}

/** Notes what a try came to; undefined when a receipt, or another instance, was faster. */
export async function noteTry(db: ClientBase, tried: Tried): Promise<Told | undefined> {
  const { rows } = await db.query<Told>(
    `update notice set state = $3, next_at = clock_timestamp() + $4::float8 * interval '1 second', error = $5,
       message_id = coalesce($6, message_id), maybe_twice = maybe_twice or $7, words = $8,
       sent_at = case when $3 in ('sent', 'delivered') then city_now() else sent_at end,
       delivered_at = case when $3 = 'delivered' then city_now() else delivered_at end,
       failed_at = case when $3 = 'failed' then coalesce(failed_at, city_now()) end
     where id = $1 and attempts = $2 and state = 'sending' returning ${TOLD}`,
    [
      ...[tried.id, tried.attempts, tried.state, tried.retryS, tried.error, tried.messageId],
      ...[tried.isUncertain, tried.words],
    ],
  );
  return rows[0];
}

/** Gives back what was taken by an instance that did not come to an end with it: it may have left. Index notice_claimed. */
export async function giveBack(db: Pool, afterS: number): Promise<void> {
  await db.query(
    `update notice set state = 'queued', next_at = clock_timestamp(), maybe_twice = true
     where state = 'sending' and claimed_at < clock_timestamp() - $1::float8 * interval '1 second'`,
    [afterS],
  );
}
