import type { PoolClient } from 'pg';
import { maskPhones } from '../platform/mask.js';
import type { Reject } from './row.js';

const INSERT = `
  insert into dead_letter (id, source, received_at, code, pointer, detail, item_id, bytes, raw)
  select d.id, d.source, to_timestamp($2::float8 / 1000), d.code, d.pointer, d.detail, d.item_id, d.bytes, decode(d.raw, 'base64')
  from json_to_recordset($1) as d (id uuid, source text, code text, pointer text, detail text, item_id text, bytes int, raw text)`;

/** A reject with the id under which its bytes are kept. */
export interface DeadLetter {
  id: string;
  reject: Reject;
}

/** Keeps rejected items, their bytes sealed and phones masked in all that is said of them; `receivedMs` epoch milliseconds. */
export async function writeDeadLetters(
  client: PoolClient,
  letters: readonly DeadLetter[],
  receivedMs: number,
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map(({ id, reject: r }) => ({
    ...{ id, source: r.source, code: r.code, pointer: maskPhones(r.pointer), detail: maskPhones(r.detail) },
    ...{ item_id: r.itemId === null ? null : maskPhones(r.itemId), bytes: r.bytes },
    raw: r.raw.toString('base64'),
  }));
  await client.query(INSERT, [JSON.stringify(rows), receivedMs]);
}
