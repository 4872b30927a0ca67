import type { ClientBase, Pool } from 'pg';
import type { CapMessage, WarningCard } from '../../../protocol/warning.js';

type Db = Pool | ClientBase;

/** A kept message with when it came, epoch milliseconds. */
export interface Kept {
  id: string;
  message: CapMessage;
  receivedMs: number;
  isDrill: boolean;
}

/** A warning with its message. */
export interface WarningRow extends Kept {
  card: WarningCard;
  source: string;
}

const SAME = 'w.is_drill = $2 and m.sender = $3';

/** Reads a kept message. */
export async function readMessage(db: ClientBase, id: string): Promise<Kept | undefined> {
  const { rows } = await db.query<Kept>(
    `select id, message, (extract(epoch from received_at) * 1000)::float8 as "receivedMs", is_drill as "isDrill" from cap_message where id = $1`,
    [id],
  );
  return rows[0];
}

/** Warnings that a message names and that its sender sent earlier, locked in the order of their ids. Index cap_message unique. */
export async function lockNamed(db: ClientBase, { id, message, isDrill }: Kept): Promise<WarningCard[]> {
  const { rows } = await db.query<{ card: WarningCard }>(
    `select w.card from cap_reference r join cap_message m on (m.sender, m.identifier, m.sent) = (r.sender, r.identifier, r.sent)
       join warning w on w.id = m.id
     where r.message = $1 and ${SAME} and m.sent <= $4 order by w.id for update of w`,
    [id, isDrill, message.sender, message.sent],
  );
  return rows.map(({ card }) => card);
}

/** The earliest message that came before this one and already names it to end it; undefined when none does. Index cap_reference_to. */
export async function readEnder(db: ClientBase, { message, isDrill }: Kept): Promise<Kept | undefined> {
  const { rows } = await db.query<Kept>(
    `select m.id, m.message, (extract(epoch from m.received_at) * 1000)::float8 as "receivedMs", m.is_drill as "isDrill"
     from cap_reference r join cap_message m on m.id = r.message
     where (r.sender, r.identifier, r.sent) = ($1, $2, $3::timestamptz) and m.sender = $1 and m.sent >= $3 and m.is_drill = $4
       and m.message ->> 'msgType' in ('Update', 'Cancel') and m.message ->> 'status' in ('Actual', 'Exercise')
     order by m.sent, m.id limit 1`,
    [message.sender, message.identifier, message.sent, isDrill],
  );
  return rows[0];
}

/** Adds a warning, or puts another card in its place. */
export async function saveWarning(db: ClientBase, card: WarningCard, receivedMs?: number): Promise<void> {
  await db.query(
    `insert into warning (id, chain, card, from_at, until_at, received_at, is_drill)
     values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7)
     on conflict (id) do update set card = excluded.card, from_at = excluded.from_at, until_at = excluded.until_at`,
    [card.id, card.chain, JSON.stringify(card), card.from, card.until, receivedMs ?? 0, card.isDrill],
  );
}

/** Locks a warning and reads its card; undefined when there is none. */
export async function lockWarning(db: ClientBase, id: string): Promise<WarningCard | undefined> {
  const { rows } = await db.query<{ card: WarningCard }>('select card from warning where id = $1 for update', [id]);
  return rows[0]?.card;
}

/** What of the warnings is asked for. `states` at `at`; null is all. */
export interface WarningFilter {
  at: string;
  state: 'in-force' | 'coming' | 'ended' | 'all';
  restricted: boolean;
  drill: boolean;
  limit: number;
}

/** Warnings as they were known at a moment, the newest first. Index warning_until carries those in force. */
export async function listWarnings(db: Db, f: WarningFilter): Promise<WarningRow[]> {
  const { rows } = await db.query<WarningRow>(
    `select w.card, m.id, m.source, m.message, (extract(epoch from m.received_at) * 1000)::float8 as "receivedMs", m.is_drill as "isDrill"
     from warning w join cap_message m on m.id = w.id
     where w.received_at <= $1 and w.is_drill = $4 and ($3 or not (w.card ->> 'restricted')::boolean)
       and case $2 when 'in-force' then w.from_at <= $1 and w.until_at > $1 when 'coming' then w.from_at > $1 and w.until_at > $1
                   when 'ended' then w.until_at <= $1 else true end
     order by w.from_at desc, w.id desc limit $5`,
    [f.at, f.state, f.restricted, f.drill, f.limit],
  );
  return rows;
}
