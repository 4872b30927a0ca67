import type { PoolClient } from 'pg';
import { copyIn } from './copy.js';
import { CopyEncoder } from './copy-encoder.js';
import type { Cell, Row } from './row.js';

const COLUMNS = [
  ...['id', 'batch', 'source', 'record', 'stream', 'type', 'type_sent', 'priority', 'occurred_at', 'received_at'],
  ...['lon', 'lat', 'h3', 'district', 'placed', 'road', 'title', 'body', 'attributes', 'flags'],
  ...['counted', 'is_drill', 'is_history', 'reporter', 'raw'],
];
const COPY = `copy observation (${COLUMNS.join(', ')}) from stdin with (format binary)`;
/** Bytes a row takes beside its sealed payload, for the first guess of the buffer. */
const ROW_BYTES = 700;

/** A message with the identity that this transaction gave it. `cell` is where its record ended up when it is the counted one. */
export interface StoredRow {
  row: Row;
  id: string;
  batch: string;
  cell: Cell;
  counted: boolean;
  isOpen: boolean;
}

/** Stores messages by one COPY; `receivedMs` is the receipt time of all of them, epoch milliseconds. */
export async function writeObservations(
  client: PoolClient,
  rows: readonly StoredRow[],
  receivedMs: number,
): Promise<void> {
  if (rows.length === 0) return;
  const encoder = new CopyEncoder(rows.reduce((sum, r) => sum + r.row.raw.length + ROW_BYTES, 64));
  for (const stored of rows) encode(encoder, stored, receivedMs);
  await copyIn(client, COPY, encoder.end());
}

function encode(to: CopyEncoder, stored: StoredRow, receivedMs: number): void {
  const { row, cell } = stored;
  to.row(COLUMNS.length);
  to.uuid(stored.id);
  to.uuid(stored.batch);
  to.text(row.source);
  to.text(row.record);
  to.text(row.stream);
  to.text(cell.type);
  to.text(row.typeSent);
  to.int2(cell.priority);
  to.time(row.occurredMs);
  to.time(receivedMs);
  to.float8(cell.lon);
  to.float8(cell.lat);
  to.h3(cell.h3);
  to.text(cell.district);
  to.text(cell.placed);
  to.text(row.road);
  to.text(row.title);
  to.text(row.body);
  to.jsonb(row.attributes);
  to.textArray(row.flags);
  to.bool(stored.counted);
  to.bool(false);
  to.bool(row.isHistory);
  to.bytea(row.reporter);
  to.bytea(row.raw);
}
