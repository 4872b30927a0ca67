import { isDeepStrictEqual } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import pg from 'pg';
import type { Situation } from '../../protocol/live/situation.js';
import type { LiveReader } from './live-client.js';
import type { Client } from './client.js';
import { figuresFrom, figuresOf, readTables, type TableState } from './situation-sql.js';

/** States kept for comparing: some ten seconds of a busy journal. */
const KEPT = 600;

/** Compares what several observers saw at the same place of the journal and in the same minute of the city. */
export class Agreement {
  /** Comparisons that were made, by the two that were compared. */
  readonly agreed = new Map<string, number>();
  /** What differed, as both said it. */
  readonly differences: { what: string; at: string; one: unknown; other: unknown }[] = [];
  private readonly states = new Map<string, Map<string, Situation>>();
  private readonly tables = new Map<number, TableState>();

  /** Notes a state; the first of each place stands for its observer. */
  saw(observer: string, state: Situation): void {
    const place = `${state.asOf.seq} ${state.windows.lastHour.to}`;
    const others = this.states.get(place) ?? new Map<string, Situation>();
    if (others.has(observer)) return;
    for (const [other, seen] of others) this.compare(`${other} = ${observer}`, place, [seen, state]);
    this.states.set(place, others.set(observer, state));
    const tables = this.tables.get(state.asOf.seq);
    if (tables) this.compareTables(observer, state, tables);
    forgetOldest(this.states);
  }

  /** Notes what the tables held. */
  sawTables(tables: TableState): void {
    if (this.tables.has(tables.seq)) return;
    this.tables.set(tables.seq, tables);
    for (const [place, states] of this.states) {
      if (!place.startsWith(`${tables.seq} `)) continue;
      for (const [observer, state] of states) this.compareTables(observer, state, tables);
    }
    forgetOldest(this.tables);
  }

  private compareTables(observer: string, state: Situation, tables: TableState): void {
    this.compare(`${observer} = SQL`, `${tables.seq}`, [figuresOf(state), figuresFrom(tables, state)]);
  }

  private compare(what: string, at: string, [one, other]: readonly [unknown, unknown]): void {
    this.agreed.set(what, (this.agreed.get(what) ?? 0) + 1);
    if (!isDeepStrictEqual(one, other)) this.differences.push({ what, at, one, other });
  }

  /** Fails with the first difference as a diff. */
  assertNoDifference(): void {
    const [first] = this.differences;
    if (first)
      expect({ what: first.what, at: first.at, state: first.other }).toEqual({
        what: first.what,
        at: first.at,
        state: first.one,
      });
  }
}

/** Notes every state that a reader of the channel folds. */
export function followChannel(agreement: Agreement, observer: string, reader: LiveReader): void {
  const note = () => agreement.saw(observer, reader.at('situation').state);
  // After the reader's own handlers, which were there first.
  reader.socket.on('snapshot', note);
  reader.socket.on('patch', note);
}

/** Asks an instance again and again until `isDone`. */
export async function followHttp(agreement: Agreement, observer: string, { client, isDone }: Polled): Promise<void> {
  while (!isDone()) {
    agreement.saw(observer, (await (await client.get('/api/v1/situation')).json()) as Situation);
    await wait(15);
  }
}

interface Polled {
  client: Client;
  isDone: () => boolean;
}

/** Reads the tables again and again until `isDone`. */
export async function followTables(agreement: Agreement, url: string, isDone: () => boolean): Promise<void> {
  const db = new pg.Client(url);
  await db.connect();
  try {
    while (!isDone()) {
      agreement.sawTables(await readTables(db));
      await wait(50);
    }
  } finally {
    await db.end();
  }
}

function forgetOldest(map: Map<unknown, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= KEPT) return;
    map.delete(key);
  }
}
