import type { PoolClient } from 'pg';
import type { CapMessage } from '../../../protocol/warning.js';

/** A message to be kept. */
export interface NewCapMessage {
  id: string;
  source: string;
  takenBy: string | null;
  message: CapMessage;
  hash: Buffer;
  raw: Buffer;
  isDrill: boolean;
}

const INSERT = `
  insert into cap_message (id, sender, identifier, sent, source, content_hash, message, taken_by, raw, is_drill)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (sender, identifier, sent) do nothing returning id`;
const HELD = 'select id, content_hash as hash from cap_message where sender = $1 and identifier = $2 and sent = $3';
const REFER = `
  insert into cap_reference (message, sender, identifier, sent, is_drill)
  select distinct $1::uuid, r ->> 'sender', r ->> 'identifier', (r ->> 'sent')::timestamptz, $3::boolean from jsonb_array_elements($2::jsonb) as r`;

/** Keeps a message with what it refers to; answers the one that is there already when its sender, identifier and time are taken. */
export async function addMessage(client: PoolClient, m: NewCapMessage): Promise<{ id: string; hash: Buffer } | null> {
  const { sender, identifier, sent, references } = m.message;
  const { rowCount } = await client.query(INSERT, [
    ...[m.id, sender, identifier, sent, m.source, m.hash, JSON.stringify(m.message), m.takenBy, m.raw, m.isDrill],
  ]);
  if (rowCount === 0) {
    const { rows } = await client.query<{ id: string; hash: Buffer }>(HELD, [sender, identifier, sent]);
    return rows[0] ?? null;
  }
  await client.query(REFER, [m.id, JSON.stringify(references), m.isDrill]);
  return null;
}
