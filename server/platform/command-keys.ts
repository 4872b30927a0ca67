import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { DomainError } from './domain-error.js';

/** A command as sent: who, the `Idempotency-Key` (null: none), what it is about, and its content. */
export interface SentCommand {
  account: string;
  key: string | null;
  subject: string;
  body: unknown;
}

/** How long the database remembers a key, in days: a phone's outbox may wait over a long holiday. */
const REMEMBERED_DAYS = 30;

/**
 * Whether this command is done for the first time, in the caller's transaction. Two that come at once wait for each other here. Without a
 * key every command is a first one.
 * @throws command/key-reused (409) when the key came with another command before
 */
export async function isFirst(db: PoolClient, { account, key, subject, body }: SentCommand): Promise<boolean> {
  if (key === null) return true;
  const hash = createHash('sha256')
    .update(JSON.stringify([subject, body]))
    .digest();
  const { rowCount } = await db.query(
    'insert into command_key (account, key, content_hash, subject) values ($1, $2, $3, $4) on conflict do nothing',
    [account, key, hash, subject],
  );
  if (rowCount === 1) {
    await db.query('delete from command_key where at < clock_timestamp() - make_interval(days => $1)', [
      REMEMBERED_DAYS,
    ]);
    return true;
  }
  const { rows } = await db.query<{ content_hash: Buffer }>(
    'select content_hash from command_key where account = $1 and key = $2',
    [account, key],
  );
  if (rows[0]?.content_hash.equals(hash)) return false;
  throw new DomainError(
    409,
    'command/key-reused',
    'this Idempotency-Key came with another command before; use a new one',
  );
}

/** Reads the header `Idempotency-Key`. @throws command/bad-key (400) */
export function keyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{8,200}$/.test(header)) return header;
  throw new DomainError(400, 'command/bad-key', 'Idempotency-Key is 8 to 200 visible ASCII characters');
}
