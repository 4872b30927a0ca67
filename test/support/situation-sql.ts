import type pg from 'pg';
import type { Situation, Window } from '../../protocol/live/situation.js';

interface Counted {
  minute: number;
  source: string;
  district: string;
  stream: string;
  type: string;
  priority: number;
  placed: string;
  n: number;
}

/** What tables hold at one place of the journal, read without roll-ups, facts or any code of the service. */
export interface TableState {
  seq: number;
  /** Counted records of the last 26 h by minute of occurrence and cell. */
  counted: Counted[];
  /** Live records that their source has not closed. */
  open: Omit<Counted, 'minute' | 'source' | 'placed'>[];
  /** Messages of the last 2 h by minute of receipt and source, history apart. */
  received: { minute: number; source: string; n: number }[];
}

const COUNTED = `
  select floor(extract(epoch from occurred_at) / 60)::int as minute, source, district, stream, type, priority, placed, count(*)::int as n
  from observation where counted and not is_drill and occurred_at >= now() - interval '26 hours' group by 1, 2, 3, 4, 5, 6, 7`;
const OPEN = `
  select o.district, o.stream, o.type, o.priority, count(*)::int as n
  from source_record r join observation o on o.id = r.observation and o.received_at = r.observation_received_at
  where r.is_open and not r.is_history and not r.is_drill group by 1, 2, 3, 4`;
const RECEIVED = `
  select floor(extract(epoch from received_at) / 60)::int as minute, source, count(*)::int as n
  from observation where not is_history and not is_drill and received_at >= now() - interval '2 hours' group by 1, 2`;

/** Reads the tables in one snapshot: rows and their facts commit together, so they are as of the newest entry of the journal. */
export async function readTables(db: pg.Client): Promise<TableState> {
  await db.query('begin isolation level repeatable read read only');
  const seq = await db.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from journal_entry');
  const counted = await db.query<TableState['counted'][number]>(COUNTED);
  const open = await db.query<TableState['open'][number]>(OPEN);
  const received = await db.query<TableState['received'][number]>(RECEIVED);
  await db.query('commit');
  return { seq: Number(seq.rows[0]?.seq), counted: counted.rows, open: open.rows, received: received.rows };
}

type Figures = Pick<Situation, 'lastHour' | 'today' | 'openNow' | 'strip'> & {
  totals: Omit<Situation['totals'], 'interrupted'>;
  sources: { id: string; records: number; occurred: number }[];
};

/** What a state says that tables can say too. */
export function figuresOf(state: Situation): Figures {
  const { lastHour, today, openNow, strip, sources } = state;
  const { interrupted: _, ...totals } = state.totals;
  return {
    lastHour,
    today,
    openNow,
    strip,
    totals,
    sources: sources.map(({ id, records, occurred }) => ({ id, records, occurred })),
  };
}

/** The same from the tables, for the windows and sources of a state. */
export function figuresFrom(tables: TableState, { windows, sources }: Situation): Figures {
  const hour = tables.counted.filter(within(windows.lastHour));
  const day = tables.counted.filter(within(windows.today));
  const first = minuteOf(windows.strip.from);
  const strip = Array.from({ length: 96 }, () => 0);
  for (const { minute, n } of tables.counted.filter(within(windows.strip))) {
    const bin = Math.floor((minute - first) / 15);
    strip[bin] = (strip[bin] ?? 0) + n;
  }
  const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0);
  return {
    lastHour: cells(hour),
    today: cells(day),
    openNow: tables.open
      .map(({ n, ...kind }) => ({ ...kind, open: n, id: idOf([kind.district, kind.stream, kind.type, kind.priority]) }))
      .sort(byId) as Figures['openNow'],
    strip,
    totals: {
      ...{ lastHour: sum(hour), today: sum(day), openNow: sum(tables.open) },
      unlocated: sum(hour.filter(({ placed }) => placed === 'unlocated')),
      outside: sum(hour.filter(({ placed }) => placed === 'outside')),
    },
    sources: sources.map(({ id }) => ({
      id,
      records: sum(tables.received.filter(within(windows.lastHour)).filter(({ source }) => source === id)),
      occurred: sum(hour.filter(({ source }) => source === id)),
    })),
  };
}

function cells(rows: readonly Counted[]): Figures['lastHour'] {
  const sums = new Map<string, Omit<Counted, 'minute' | 'source'> & { id: string }>();
  for (const { minute: _, source: __, n, ...kind } of rows) {
    const id = idOf([kind.district, kind.stream, kind.type, kind.priority, kind.placed]);
    sums.set(id, { ...kind, id, n: n + (sums.get(id)?.n ?? 0) });
  }
  return [...sums.values()].sort(byId) as Figures['lastHour'];
}

const idOf = (parts: readonly (string | number)[]) => parts.join('|');
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const minuteOf = (at: string) => Date.parse(at) / 60_000;
const within = ({ from, to }: Window) => {
  const [first, end] = [minuteOf(from), minuteOf(to)];
  return ({ minute }: { minute: number }) => minute >= first && minute < end;
};
