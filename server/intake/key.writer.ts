import type { PoolClient } from 'pg';
import { writeUuid } from './copy-encoder.js';

/** Content hash of a name that a record took before its own message came: no item hashes to all zeros. */
export const RESERVED = '0'.repeat(32);
/** source index (2) | key hash (16) | content hash (16) | observation (16). */
const ENTRY_BYTES = 50;

/** A name to take in `ingest_key`. Hashes are 32 hexadecimal digits. */
export interface KeyEntry {
  source: string;
  key: string;
  content: string;
  observation: string;
}

/** Who holds a name already. */
export interface KeyHolder {
  content: string;
  observation: string;
  receivedMs: number;
}

const UNPACKED = `
  select ($1::text[])[get_byte($2, i * ${ENTRY_BYTES}) * 256 + get_byte($2, i * ${ENTRY_BYTES} + 1) + 1] as source,
         substring($2 from i * ${ENTRY_BYTES} + 3 for 16) as key_hash,
         substring($2 from i * ${ENTRY_BYTES} + 19 for 16) as content_hash,
         encode(substring($2 from i * ${ENTRY_BYTES} + 35 for 16), 'hex')::uuid as observation, i
  from generate_series(0, length($2::bytea) / ${ENTRY_BYTES} - 1) as i`;
// generate_series yields in the order the entries were sorted in, so all writers take the unique index in one order.
const TAKE = `
  insert into ingest_key (source, key_hash, content_hash, observation, received_at)
  select source, key_hash, content_hash, observation, to_timestamp($3::float8 / 1000) from (${UNPACKED}) as u
  on conflict (source, key_hash) do nothing`;
const HOLDERS = `
  select u.i, encode(k.content_hash, 'hex') as content, k.observation, extract(epoch from k.received_at)::float8 * 1000 as received_ms
  from (${UNPACKED}) as u join ingest_key k on k.source = u.source and k.key_hash = u.key_hash
  where k.observation <> u.observation`;
const CLAIM = `
  update ingest_key k set content_hash = u.content_hash, observation = u.observation, received_at = to_timestamp($3::float8 / 1000)
  from (${UNPACKED}) as u
  where k.source = u.source and k.key_hash = u.key_hash and k.content_hash = '\\x${RESERVED}'::bytea`;

/**
 * Takes names, sorted by source and hash. Answers who holds those that were taken already, by position in `entries`; empty when all
 * were free.
 */
export async function takeKeys(
  client: PoolClient,
  entries: readonly KeyEntry[],
  receivedMs: number,
): Promise<Map<number, KeyHolder>> {
  const packed = pack(entries);
  const taken = await client.query({ name: 'intake-take', text: TAKE, values: [...packed, receivedMs] });
  const holders = new Map<number, KeyHolder>();
  if (taken.rowCount === entries.length) return holders;
  const { rows } = await client.query<{ i: number; content: string; observation: string; received_ms: number }>({
    ...{ name: 'intake-holders', text: HOLDERS, values: packed },
  });
  for (const { i, content, observation, received_ms } of rows) {
    holders.set(i, { content, observation, receivedMs: Math.round(received_ms) });
  }
  return holders;
}

/** Makes reserved names those of their own messages. Answers how many were still reserved. */
export async function claimReserved(
  client: PoolClient,
  entries: readonly KeyEntry[],
  receivedMs: number,
): Promise<number> {
  const { rowCount } = await client.query(CLAIM, [...pack(entries), receivedMs]);
  return rowCount ?? 0;
}

/** Orders names as the unique index does. */
export function byKey(a: KeyEntry, b: KeyEntry): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function pack(entries: readonly KeyEntry[]): [string[], Buffer] {
  const sources = new Map<string, number>();
  const packed = Buffer.allocUnsafe(entries.length * ENTRY_BYTES);
  let at = 0;
  for (const entry of entries) {
    let index = sources.get(entry.source);
    if (index === undefined) sources.set(entry.source, (index = sources.size));
    at = packed.writeUInt16BE(index, at);
    at += packed.write(entry.key, at, 'hex');
    at += packed.write(entry.content, at, 'hex');
    at = writeUuid(packed, at, entry.observation);
  }
  return [[...sources.keys()], packed];
}
