import type { ClientBase, Pool } from 'pg';
import type { Receiver, ReceiverInput } from '../../protocol/notice.js';

/** A receiver as it is in the table: its address sealed. */
export interface ReceiverRow extends Omit<Receiver, 'address'> {
  address: Buffer;
}

const COLUMNS = `id::text, name, channel, address, secret is not null as signed, shape, lang, of, events, district`;

/** Reads all that are not removed. */
export async function readReceivers(db: Pool): Promise<ReceiverRow[]> {
  return (
    await db.query<ReceiverRow>(`select ${COLUMNS} from notice_receiver where removed_at is null order by name, id`)
  ).rows;
}

/** Adds one, sealed. */
export async function addReceiver(
  db: ClientBase,
  r: Omit<ReceiverInput, 'address' | 'secret'> & { id: string; address: Buffer; secret: Buffer | null },
): Promise<ReceiverRow> {
  const { rows } = await db.query<ReceiverRow>(
    `insert into notice_receiver (id, name, channel, address, secret, shape, lang, of, events, district)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
    [r.id, r.name, r.channel, r.address, r.secret, r.shape ?? null, r.lang, r.of, [...new Set(r.events)], r.district],
  );
  return rows[0] as ReceiverRow;
}

/** Removes one; what was sent to it stays. Answers whether it was there. */
export async function removeReceiver(db: ClientBase, id: string): Promise<boolean> {
  const text = 'update notice_receiver set removed_at = city_now() where id = $1 and removed_at is null';
  return (await db.query(text, [id])).rowCount === 1;
}

/** Puts a test notice to a receiver into the queue; false when there is none. */
export async function addTest(db: ClientBase, { id, receiver }: { id: string; receiver: string }): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into notice (id, key, cause, template, lang, channel, receiver, address, params, priority, state, not_before, next_at)
     select $1::uuid, 'test:' || $1::uuid, 0, 'test', lang, channel, 'receiver:' || id, address,
       jsonb_build_object('at', iso_utc(city_now())), 1, 'queued', clock_timestamp(), clock_timestamp()
     from notice_receiver where id = $2 and removed_at is null`,
    [id, receiver],
  );
  return rowCount === 1;
}
