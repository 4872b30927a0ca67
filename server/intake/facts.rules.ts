import {
  LATEST_PER_FACT,
  type CountCell,
  type HexCell,
  type IntakeRecorded,
  type LatestItem,
  type RecordCell,
} from '../../protocol/facts/intake.js';
import type { Transport } from '../../protocol/facts/feeds.js';
import { KEEP_ITEM_MINUTES } from '../journal/recent-items.rules.js';
import type { NewEntry } from '../journal/entry.js';
import type { Cell, Reject } from './row.js';
import type { RecordState } from './record.rules.js';

const MINUTE_MS = 60_000;

/** One row that the insert kept, as far as facts need it. */
export interface KeptRow {
  id: string;
  source: string;
  stream: CountCell['stream'];
  cell: Cell;
  occurredMs: number;
  road: string | null;
  counted: boolean;
  isOpen: boolean;
}

/** Adds up what one transaction kept of one source, live or history apart. */
export class RecordedTally {
  private observations = 0;
  private readings = 0;
  private duplicates = 0;
  private newestMs = -Infinity;
  private readonly counts = new Map<string, CountCell>();
  private readonly hexes = new Map<string, HexCell>();
  private latest: KeptRow[] = [];
  private readonly transports = new Set<Transport>();

  constructor(
    private readonly source: string,
    private readonly history: boolean,
    /** Receipt time of every row in it, epoch milliseconds. */
    private readonly receivedMs: number,
  ) {}

  /** Counts a stored message; only a counted one stands for its record. */
  addRow(row: KeptRow): void {
    this.observations++;
    this.newestMs = Math.max(this.newestMs, row.occurredMs);
    if (!row.counted) return;
    const minute = Math.floor(row.occurredMs / MINUTE_MS);
    const { district, type, priority, placed, h3 } = row.cell;
    const key = `${minute}|${district}|${row.stream}|${type}|${priority}|${placed}`;
    const cell = this.counts.get(key);
    const open = row.isOpen ? 1 : 0;
    if (cell === undefined)
      this.counts.set(key, { minute, district, stream: row.stream, type, priority, placed, n: 1, open });
    else {
      cell.n++;
      cell.open += open;
    }
    if (h3 !== null) this.addHex({ minute, h3, priority, stream: row.stream, type });
    if (!this.history) this.addLatest(row);
  }

  addReading(atMs: number): void {
    this.readings++;
    this.newestMs = Math.max(this.newestMs, atMs);
  }

  addDuplicate(): void {
    this.duplicates++;
  }

  /** Notes what an item came by. */
  cameBy(transport: Transport | null): void {
    if (transport !== null) this.transports.add(transport);
  }

  fact(): IntakeRecorded {
    return {
      ...{ type: 'intake.recorded', source: this.source, history: this.history },
      receivedAt: new Date(this.receivedMs).toISOString(),
      ...{ observations: this.observations, readings: this.readings, duplicates: this.duplicates },
      newest: this.newestMs === -Infinity ? null : new Date(this.newestMs).toISOString(),
      counts: [...this.counts.values()],
      hexes: [...this.hexes.values()],
      latest: this.latest.sort(byUrgency).slice(0, LATEST_PER_FACT).map(latestItem),
      ...(this.transports.size > 0 && { transports: [...this.transports].sort() }),
    };
  }

  private addHex(of: Omit<HexCell, 'n'>): void {
    const key = `${of.minute}|${of.h3}|${of.priority}|${of.stream}|${of.type}`;
    const hex = this.hexes.get(key);
    if (hex === undefined) this.hexes.set(key, { ...of, n: 1 });
    else hex.n++;
  }

  private addLatest(row: KeptRow): void {
    // What no list shows any more must not crowd out what one does, as when a source catches up.
    if (row.occurredMs < this.receivedMs - KEEP_ITEM_MINUTES * MINUTE_MS) return;
    this.latest.push(row);
    // Sorting now and then keeps a bulk of thousands from being sorted whole.
    if (this.latest.length >= LATEST_PER_FACT * 8) this.latest = this.latest.sort(byUrgency).slice(0, LATEST_PER_FACT);
  }
}

/** Counts what one transaction refused, by source and code. */
export function rejectedFacts(
  rejects: readonly Pick<Reject, 'source' | 'code' | 'sensor'>[],
  receivedAt: string,
): NewEntry[] {
  const counts = new Map<string, { source: string; code: string; n: number; ahead: Set<string> }>();
  for (const { source, code, sensor } of rejects) {
    const count = counts.get(`${source}|${code}`) ?? { source, code, n: 0, ahead: new Set() };
    counts.set(`${source}|${code}`, count);
    count.n++;
    if (sensor !== undefined) count.ahead.add(sensor);
  }
  return [...counts.values()].map(({ source, code, n, ahead }) => {
    const sensors = ahead.size > 0 ? { sensors: [...ahead] } : {};
    return { fact: { type: 'intake.rejected', source, receivedAt, code, n, ...sensors }, source, subject: source };
  });
}

/** Where a record is counted, for the fact that it moved. */
export function recordCell(record: RecordState): RecordCell {
  const { district, type, priority, placed, h3 } = record.cell;
  const minute = Math.floor(record.occurredMs / MINUTE_MS);
  return { minute, district, stream: record.stream, type, priority, placed, open: record.isOpen ? 1 : 0, h3 };
}

function byUrgency(a: KeptRow, b: KeptRow): number {
  return a.cell.priority - b.cell.priority || b.occurredMs - a.occurredMs;
}

function latestItem(row: KeptRow): LatestItem {
  const { type, priority, district, lon, lat } = row.cell;
  return {
    ...{ id: row.id, source: row.source, stream: row.stream, type, priority },
    ...{ occurredAt: new Date(row.occurredMs).toISOString(), district, road: row.road, lon, lat },
  };
}
