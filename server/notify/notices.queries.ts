import type { ClientBase, Pool } from 'pg';
import type { Notice, NoticeState } from '../../protocol/notice.js';
import { TOLD, type Told } from './outbox.queries.js';

/** What a reader may see. `districts` null: all; `account`: only what is about incidents given to it. */
export interface NoticeScope {
  districts: readonly string[] | null;
  account: string | null;
}

/** A notice as it is in the table: address and words sealed. */
export interface NoticeRow extends Omit<Notice, 'address' | 'text' | 'canRetry'> {
  district: string | null;
  isRetriable: boolean;
  address: Buffer | null;
  words: Buffer | null;
}

const COLUMNS = `n.id::text, n.incident::text, i.no, n.cause::float8 as cause, n.template, n.channel, n.state, n.is_drill as "isDrill",
  n.receiver, coalesce(u.name_zh, b.name_zh, r.name, n.receiver) as name, n.address, n.words, n.attempts, n.error, n.maybe_twice as "maybeTwice",
  n.district, n.state = 'failed' and not exists (select from assignment a where a.id = n.assignment and a.ended_at is not null) as "isRetriable",
  iso_utc(n.made_at) as "madeAt", iso_utc(n.not_before) as "notBefore", iso_utc(n.next_at) as "nextAt", iso_utc(n.sent_at) as "sentAt",
  iso_utc(n.delivered_at) as "deliveredAt", iso_utc(n.failed_at) as "failedAt"`;
const FROM = `notice n left join incident i on i.id = n.incident left join unit u on n.receiver = 'unit:' || u.id
  left join notice_receiver r on n.receiver = 'receiver:' || r.id left join object b on n.receiver = 'object:' || b.code`;
/** $1 districts, $2 account. */
const IN_SCOPE = `($1::text[] is null or n.district = any ($1)) and ($2::uuid is null or $2 = any (i.assignees))`;

/** Reads whether an incident is within reach. */
export async function isWithinReach(db: Pool, incident: string, { districts, account }: NoticeScope): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from incident i where ($1::text[] is null or i.district = any ($1)) and ($2::uuid is null or $2 = any (i.assignees))
       and (i.id::text = lower($3) or i.no = $3)`,
    [districts, account, incident],
  );
  return rowCount === 1;
}

/** Reads the notices of one incident, by id or number, in the order in which they were made. Index notice_incident. */
export async function readOfIncident(db: Pool, incident: string): Promise<NoticeRow[]> {
  const { rows } = await db.query<NoticeRow>(
    `select ${COLUMNS} from ${FROM} where n.incident = (select id from incident where id::text = lower($1) or no = $1) order by n.cause, n.id`,
    [incident],
  );
  return rows;
}

/** Reads a page of notices, the newest first; ids are made in order of time. */
export async function readNotices(
  db: Pool,
  asked: { state: NoticeState | null; channel: string | null; cursor: string | null; limit: number },
  { districts, account }: NoticeScope,
): Promise<NoticeRow[]> {
  const { rows } = await db.query<NoticeRow>(
    `select ${COLUMNS} from ${FROM} where ${IN_SCOPE} and ($3::text is null or n.state = $3) and ($4::text is null or n.channel = $4)
       and ($5::uuid is null or n.id < $5) order by n.id desc limit $6`,
    [districts, account, asked.state, asked.channel, asked.cursor, asked.limit],
  );
  return rows;
}

/** Reads one notice within reach. */
export async function readNotice(
  db: Pool | ClientBase,
  id: string,
  scope: NoticeScope,
): Promise<NoticeRow | undefined> {
  const { rows } = await db.query<NoticeRow>(`select ${COLUMNS} from ${FROM} where ${IN_SCOPE} and n.id = $3`, [
    ...[scope.districts, scope.account, id],
  ]);
  return rows[0];
}

/** Puts a notice that failed back into the queue; undefined when it has not failed, or its assignment is over. */
export async function tryAgain(db: ClientBase, id: string): Promise<Told | undefined> {
  const { rows } = await db.query<Told>(
    `update notice set state = 'queued', next_at = clock_timestamp(), attempts = 0, failed_at = null, error = null
     where id = $1 and state = 'failed'
       and not exists (select from assignment a where a.id = notice.assignment and a.ended_at is not null) returning ${TOLD}`,
    [id],
  );
  return rows[0];
}

/** Locks the notice that a receipt is of. Indexes notice_pkey, notice_message. */
export async function lockReceipted(
  db: ClientBase,
  of: { id: string | null; messageId: string | null },
): Promise<(Told & { state: NoticeState }) | undefined> {
  const { rows } = await db.query<Told & { state: NoticeState }>(
    `select ${TOLD}, state from notice where channel = 'sms' and (id = $1 or ($1::uuid is null and message_id = $2)) for update`,
    [of.id, of.messageId],
  );
  return rows[0];
}

/** Notes what a receipt says. A failed one is not tried again by itself: the gateway has done what it could. */
export async function noteReceipt(
  db: ClientBase,
  { id, state, error }: { id: string; state: NoticeState; error: string | null },
): Promise<void> {
  await db.query(
    `update notice set state = $2, next_at = null, error = $3, sent_at = coalesce(sent_at, city_now()),
       delivered_at = case when $2 = 'delivered' then city_now() end, failed_at = case when $2 = 'failed' then city_now() end where id = $1`,
    [id, state, error],
  );
}
