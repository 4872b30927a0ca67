import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '../platform/domain-error.js';
import { failureOf } from './db-failure.rules.js';
import { GroupWriter } from './group.writer.js';
import type { Waiting } from './group.js';
import { IntakeMetrics } from './intake.metrics.js';

/** Rows of one transaction; more is no faster. @source docs/architecture.md §2 */
export const GROUP_ROWS = 2000;
/** Requests up to this size, and urgent items of larger ones, go before bulk. */
export const EXPRESS_ROWS = 100;
const IN_FLIGHT = 2;
/** What may wait: beyond it senders are told to come back, and nothing is lost in memory. */
const QUEUE_ROWS = 60_000;
const QUEUE_BYTES = 96 * 1024 * 1024;
const RETRY_AFTER_S = 2;

/** Items of one request that wait together; settled or failed as one. */
export interface Chunk {
  items: readonly Waiting[];
  done: () => void;
  failed: (error: Error) => void;
}

/** Collects what arrives while transactions are under way and stores it in the next ones: the more there is, the larger the groups. */
@Injectable()
export class CommitQueue implements OnModuleDestroy {
  private readonly express: Chunk[] = [];
  private readonly bulk: Chunk[] = [];
  private waitingRows = 0;
  private waitingBytes = 0;
  private inFlight = 0;
  private isPumpPlanned = false;
  private idle: (() => void)[] = [];

  constructor(
    private readonly writer: GroupWriter,
    private readonly metrics: IntakeMetrics,
  ) {
    metrics.queueIs(() => this.depth);
  }

  /** Rows of the requests that were let in and are not answered yet. */
  get depth(): number {
    return this.waitingRows;
  }

  /** Refuses what would not fit any more. @throws 429 intake/over-budget */
  assertRoom(rows: number, bytes: number): void {
    const isFull = this.waitingRows + rows > QUEUE_ROWS || this.waitingBytes + bytes > QUEUE_BYTES;
    if (!isFull || this.waitingRows === 0) return;
    const detail = `${this.waitingRows} items wait to be stored; send again in ${RETRY_AFTER_S} s`;
    throw new DomainError(429, 'intake/over-budget', detail, { retryAfterS: RETRY_AFTER_S });
  }

  /** Lets a request in with all its items; answers how to give the room back. Large ones come in turns: all of it counts at once. @throws 429 */
  admit(rows: number, bytes: number): () => void {
    this.assertRoom(rows, bytes);
    this.waitingRows += rows;
    this.waitingBytes += bytes;
    return () => {
      this.waitingRows -= rows;
      this.waitingBytes -= bytes;
    };
  }

  /** Stores items with the next groups; resolves after their commit. @throws 503 intake/unavailable, 507 intake/disk-full */
  submit(lane: 'express' | 'bulk', items: readonly Waiting[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this[lane].push({ items, done: resolve, failed: reject });
      this.planPump();
    });
  }

  /** Waits until everything accepted is stored. */
  async onModuleDestroy(): Promise<void> {
    if (this.inFlight > 0 || this.isPumpPlanned) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Senders that were answered together send again together: the first to arrive waits for those of the same turn, not longer. */
  private planPump(): void {
    if (this.isPumpPlanned) return;
    this.isPumpPlanned = true;
    setImmediate(() => this.pump());
  }

  private pump(): void {
    this.isPumpPlanned = false;
    while (this.inFlight < IN_FLIGHT && this.express.length + this.bulk.length > 0) {
      this.inFlight++;
      void this.run(this.take());
    }
    if (this.inFlight === 0) for (const resume of this.idle.splice(0)) resume();
  }

  private take(): Chunk[] {
    const taken: Chunk[] = [];
    let rows = 0;
    for (const lane of [this.express, this.bulk]) {
      let n = 0;
      while (n < lane.length && (rows === 0 || rows + (lane[n] as Chunk).items.length <= GROUP_ROWS)) {
        rows += (lane[n++] as Chunk).items.length;
      }
      taken.push(...lane.splice(0, n));
    }
    return taken;
  }

  private async run(chunks: readonly Chunk[]): Promise<void> {
    const startedMs = performance.now();
    try {
      const group = chunks.length === 1 ? (chunks[0] as Chunk).items : chunks.flatMap((chunk) => chunk.items);
      const outcomes = await this.writer.write(group);
      this.metrics.stored(group, outcomes, (performance.now() - startedMs) / 1000);
      for (const chunk of chunks) chunk.done();
    } catch (cause) {
      const error = asProblem(cause as Error);
      for (const chunk of chunks) chunk.failed(error);
      // Whoever waits behind an unreachable database would wait for nothing.
      if (error instanceof DomainError)
        for (const chunk of [...this.express.splice(0), ...this.bulk.splice(0)]) chunk.failed(error);
    } finally {
      this.inFlight--;
      this.planPump();
    }
  }
}

/** What a sender is told: whether and when to come back. A bug stays what it is. */
function asProblem(cause: Error): Error {
  const failure = failureOf(cause);
  if (failure === 'disk-full') {
    return new DomainError(507, 'intake/disk-full', 'the database has no space left; send again later', {
      retryAfterS: 60,
      cause,
    });
  }
  if (failure === 'unavailable' || failure === 'retry') {
    const detail = 'the database does not answer; nothing of this was acknowledged, send it again';
    return new DomainError(503, 'intake/unavailable', detail, { retryAfterS: RETRY_AFTER_S, cause });
  }
  return cause;
}
