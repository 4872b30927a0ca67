import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { KpiDefinition, KpiSpan } from '../../../protocol/kpi.js';
import { bucketOf, dayNumber, GRAIN } from '../../../protocol/kpi-period.js';
import type { TailListener } from '../../journal/entry.js';
import { Loop } from '../../journal/loop.js';
import { Tail } from '../../journal/tail.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import {
  readIndicators,
  readPlace,
  readStamp,
  readTouched,
  readTouchedLengths,
  type Cell,
  type TouchedLength,
} from './kpi-parts.queries.js';
import { definitionsIn, spanOf } from './kpi-period.rules.js';
import { KpiBook } from './kpi-book.rules.js';
import { Histogram } from './kpi-histogram.rules.js';
import { cellName, type KpiNumbers } from './kpi-values.rules.js';

/** Periods whose running one is held in memory: those that screens watch. */
export const RUNNING = ['day', 'month'] as const;
export type RunningKind = (typeof RUNNING)[number];

/** Reads at most this often, and once a second without being told: deadlines pass and days end without a fact. */
const GAP_MS = 250;
const POLL_MS = 1000;
const DIMS = [0, 1];
const SNAPSHOT = 'set transaction isolation level repeatable read, read only';

/** A running period with all its numbers for city and districts. `version` grows with every change. */
export interface RunningPeriod {
  span: KpiSpan;
  definitions: KpiDefinition[];
  numbers: KpiNumbers;
  /** The values of it all, made as they are asked for. */
  book: KpiBook;
  seq: number;
  version: number;
}

interface Held extends RunningPeriod {
  stamp: string;
  touched: number;
}

/** Holds the numbers of the running day and month in this process, and follows what the reader counts. */
@Injectable()
export class KpiRunning implements TailListener, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('kpi');
  private readonly held = new Map<RunningKind, Held>();
  private readonly dirty = new Set<() => void>();
  private readonly loop = new Loop(() => this.follow(), { gapMs: GAP_MS, pollMs: POLL_MS });
  private wanted = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tail: Tail,
    private readonly reader: KpiNumbersReader,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.read();
    const [first] = this.held.values();
    this.tail.subscribe(this, first?.seq ?? 0);
    this.loop.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  apply(entries: readonly Entry[]): void {
    this.wanted = Math.max(this.wanted, entries.at(-1)?.seq ?? 0);
    this.loop.wake();
  }

  /** The running period of a kind. @throws Error before the service has started, which is a bug */
  now(kind: RunningKind): RunningPeriod {
    const held = this.held.get(kind);
    if (!held) throw new Error(`indicators of the running ${kind} are not read yet`);
    return held;
  }

  /** Calls back when a running period moved. */
  onDirty(tell: () => void): void {
    this.dirty.add(tell);
  }

  private async follow(): Promise<void> {
    try {
      const seq = await this.read();
      // The reader that counts is another loop: what it has not counted yet is asked for again.
      if (seq < this.wanted) this.loop.wake();
    } catch (error) {
      this.log.warn(`the running indicators could not be read, trying again: ${String(error)}`);
    }
  }

  private async read(): Promise<number> {
    const moved = await this.db.tx(this.db.system, async (db) => {
      await db.query(SNAPSHOT);
      const [seq, stamp] = [await readPlace(db), await readStamp(db)];
      let changes = 0;
      for (const kind of RUNNING) changes += await this.readOne(db, kind, { seq, stamp });
      return { seq, changes };
    });
    if (moved.changes > 0) for (const tell of this.dirty) tell();
    return moved.seq;
  }

  private async readOne(db: ClientBase, kind: RunningKind, at: { seq: number; stamp: string }): Promise<number> {
    const time = { now: this.clock.now(), dayOf: (ms: number) => this.clock.dayOf(ms) };
    const span = spanOf(kind, undefined, time);
    const held = this.held.get(kind);
    if (held && held.stamp === at.stamp && held.span.start === span.start) return this.readChanges(db, held, at.seq);
    const definitions = definitionsIn(await readIndicators(db), span, time);
    const numbers = await this.reader.read(db, definitions, { span, dims: DIMS });
    const { touched } = await readTouched(db, { grain: GRAIN[kind], bucket: bucketOf(span), after: 0, dims: [] });
    const version = (held?.version ?? 0) + 1;
    const book = new KpiBook(definitions, numbers);
    this.held.set(kind, { ...at, span, definitions, numbers, book, version, touched });
    return 1;
  }

  /** Takes over cells that the reader touched since, and the lengths of their counters; all at once, so that nobody sees the one without the other. */
  private async readChanges(db: ClientBase, held: Held, seq: number): Promise<number> {
    const { span, numbers, touched: after } = held;
    const { touched, cells } = await readTouched(db, {
      ...{ grain: GRAIN[span.kind], bucket: bucketOf(span), after, dims: DIMS },
    });
    const wanted = { counters: numbers.timed, dims: DIMS, from: dayNumber(span.start), to: dayNumber(span.end) };
    const lengths = cells.length === 0 ? [] : await readTouchedLengths(db, wanted, after);
    Object.assign(held, { seq, touched });
    if (cells.length === 0) return 0;
    putCells(held, cells);
    putLengths(held, lengths);
    held.version++;
    return 1;
  }
}

function putCells({ numbers, book }: Held, cells: readonly Cell[]): void {
  const counts = numbers.cells as Map<string, number>;
  for (const cell of cells) {
    counts.set(cellName(cell.counter, cell), cell.n);
    book.touch(cell.counter, cell);
  }
}

function putLengths({ numbers, book }: Held, touched: readonly TouchedLength[]): void {
  const lengths = numbers.lengths as Map<string, Histogram>;
  for (const one of touched) {
    const name = cellName(one.counter, one);
    const histogram = lengths.get(name) ?? new Histogram();
    lengths.set(name, histogram);
    histogram.put(one);
    book.touch(one.counter, one);
  }
}
