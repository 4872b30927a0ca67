import type { PoolClient } from 'pg';
import type { NewEntry } from '../../server/journal/entry.js';
import type { CountCell, HexCell, RecordCell } from '../../protocol/facts/intake.js';
import { uuidv7 } from '../../server/platform/ids.js';
import type { JournalInstance } from './journal.js';

/** One record as a test wants it. `occurredMs` epoch milliseconds; drills are stored and count in nothing. */
export interface Draft {
  source: string;
  occurredMs: number;
  district: string;
  type: string;
  priority: 1 | 2 | 3 | 4;
  placed: 'in' | 'outside' | 'unlocated';
  h3: string | null;
  open: boolean;
  drill?: boolean;
}

interface Held extends Draft {
  id: string;
}

const INSERT = `
  insert into observation (id, batch, source, record, stream, type, priority, occurred_at, received_at, h3, district, placed, counted,
    is_drill, is_history, raw)
  select id, $2, source, id, 'incident', type, priority, to_timestamp("occurredMs" / 1000), to_timestamp($3 / 1000::float8),
    ('x' || lpad(h3, 16, '0'))::bit(64)::bigint, district, placed, true, coalesce(drill, false), false, ''
  from jsonb_to_recordset($1) as r (id uuid, source text, type text, priority int, "occurredMs" float8, h3 text, district text,
    placed text, drill boolean)`;
const INSERT_STATE = `
  insert into source_record (source, record_hash, observation, observation_received_at, state_at, is_open, is_history)
  select source, uuid_send(id), id, to_timestamp($2 / 1000::float8), to_timestamp($2 / 1000::float8), true, false
  from jsonb_to_recordset($1) as r (id uuid, source text)`;

/** Stores records and their facts as intake does, without intake: in one transaction, one fact per source and drill. */
export class Ledger {
  private readonly held: Held[] = [];

  constructor(private readonly instance: JournalInstance) {}

  get size(): number {
    return this.held.length;
  }

  /** Stores a batch of new records. */
  async record(drafts: readonly Draft[]): Promise<void> {
    const nowMs = this.instance.clock.now();
    const rows = drafts.map((draft) => ({ ...draft, id: uuidv7(nowMs) }));
    this.held.push(...rows.filter((row) => !row.drill));
    await this.write(async (db, batch) => {
      await db.query(INSERT, [JSON.stringify(rows), batch, nowMs]);
      await db.query(INSERT_STATE, [JSON.stringify(rows.filter((row) => row.open)), nowMs]);
      const groups = new Map<string, Held[]>();
      for (const row of rows) {
        const key = `${row.source}|${row.drill ?? false}`;
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
      return [...groups.values()].map((group) => recorded(group, { batch, nowMs }));
    });
  }

  /** Moves and closes the `n`th record held; it keeps the minute at which it occurred. */
  async amend(n: number, change: Partial<Omit<Draft, 'source' | 'occurredMs'>>): Promise<void> {
    const row = this.held[n % this.held.length] as Held;
    const old = cellOf(row);
    Object.assign(row, change, row.open ? {} : { open: false });
    await this.write(async (db) => {
      await db.query(
        `update observation set type = $2, priority = $3, district = $4, placed = $5, h3 = ('x' || lpad($6, 16, '0'))::bit(64)::bigint
         where id = $1 and counted`,
        [row.id, row.type, row.priority, row.district, row.placed, row.h3],
      );
      await db.query('update source_record set is_open = $2 where observation = $1', [row.id, row.open]);
      const fact = { type: 'observation.amended', source: row.source, history: false, old, new: cellOf(row) } as const;
      return [{ fact, subject: row.id, source: row.source }];
    });
  }

  /** Appends any facts. */
  async append(entries: NewEntry[]): Promise<void> {
    await this.instance.append(entries);
  }

  private async write(work: (db: PoolClient, batch: string) => Promise<NewEntry[]>): Promise<void> {
    const { database, journal } = this.instance;
    await database.tx(database.ingest, async (db) => {
      await journal.append(db, await work(db, uuidv7(this.instance.clock.now())));
    });
  }
}

function recorded(rows: Held[], { batch, nowMs }: { batch: string; nowMs: number }): NewEntry {
  const first = rows[0] as Held;
  const counts: CountCell[] = rows.map((row) => {
    const { h3: _h3, ...cell } = cellOf(row);
    return { ...cell, n: 1 };
  });
  const hexes = rows.flatMap((row): HexCell[] =>
    row.h3 === null
      ? []
      : [{ minute: minuteOf(row), h3: row.h3, priority: row.priority, stream: 'incident', type: row.type, n: 1 }],
  );
  const receivedAt = new Date(nowMs).toISOString();
  const latest = rows.slice(0, 12).map((row) => ({
    ...{ id: row.id, source: row.source, stream: 'incident' as const, type: row.type, priority: row.priority },
    ...{ occurredAt: new Date(row.occurredMs).toISOString(), district: row.district, road: null, lon: null, lat: null },
  }));
  return {
    fact: {
      ...{ type: 'intake.recorded', source: first.source, history: false, receivedAt, observations: rows.length },
      ...{ readings: 0, duplicates: 0, newest: receivedAt, counts, hexes, latest },
    },
    ...{ source: first.source, batch, isDrill: first.drill ?? false },
  };
}

function cellOf(row: Held): RecordCell {
  const { district, type, priority, placed, h3 } = row;
  return { minute: minuteOf(row), district, stream: 'incident', type, priority, placed, open: row.open ? 1 : 0, h3 };
}

const minuteOf = (row: Draft) => Math.floor(row.occurredMs / 60_000);
