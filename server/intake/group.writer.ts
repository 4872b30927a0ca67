import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { failureOf } from './db-failure.rules.js';
import { byKind, lateReject, type Outcomes, type Waiting } from './group.js';
import { GroupConflict, GroupTransaction } from './group.transaction.js';
import { RecordConflict } from './record.settler.js';
import type { ReadingRow, Reject, Row } from './row.js';

const TRIES = 6;
const PAUSE_MS = 15;
/** A connection is had at once or not at all; a database that is away must not hold senders. */
const CONNECT_MS = 2000;
/** BEGIN waits for nothing: a connection that does not answer it in this time is dead, and its senders are told so. */
const BEGIN_MS = 5000;
/** One group takes tens of milliseconds; a connection silent for this long is given up. */
const SILENCE_MS = 12_000;

/** Stores groups of items, each group in one transaction, and tells each item's outcome only after the commit. */
@Injectable()
export class GroupWriter {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Stores a group and answers what became of it. @throws the database's error when none of it is stored; an item that alone breaks it becomes a reject */
  async write(group: readonly Waiting[]): Promise<Outcomes> {
    const { rows, readings, rejects } = byKind(group);
    const outcomes = await this.stored(rows, readings, rejects);
    for (const { unit, job } of group) {
      const outcome = outcomes.get(unit);
      if (outcome !== undefined) job.settle(unit, outcome);
    }
    return outcomes;
  }

  private async stored(
    rows: readonly Row[],
    readings: readonly ReadingRow[],
    rejects: readonly Reject[],
  ): Promise<Outcomes> {
    try {
      return await this.retried(rows, readings, rejects);
    } catch (error) {
      const units = [...rows, ...readings];
      if (failureOf(error) !== 'poison' || units.length === 0) throw error;
      if (units.length === 1) return this.poisoned(units[0] as Row | ReadingRow, rejects, error as Error);
      const half = units.length >> 1;
      const left = await this.part(units.slice(0, half), rejects);
      const right = await this.part(units.slice(half), []);
      return new Map([...left, ...right]);
    }
  }

  private part(units: readonly (Row | ReadingRow)[], rejects: readonly Reject[]): Promise<Outcomes> {
    const rows = units.filter((unit) => unit.kind === 'row');
    const readings = units.filter((unit) => unit.kind === 'reading');
    return this.stored(rows, readings, rejects);
  }

  /** The database refuses this item's content itself: it becomes a reject like any other. */
  private async poisoned(unit: Row | ReadingRow, rejects: readonly Reject[], error: Error): Promise<Outcomes> {
    const reject = lateReject(
      unit,
      'item/not-storable',
      '',
      `the database cannot store it: ${error.message.slice(0, 200)}`,
    );
    const outcomes = await this.retried([], [], [...rejects, reject]);
    const outcome = outcomes.get(reject);
    if (outcome !== undefined) outcomes.set(unit, outcome);
    return outcomes;
  }

  private async retried(
    rows: readonly Row[],
    readings: readonly ReadingRow[],
    rejects: readonly Reject[],
  ): Promise<Outcomes> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(rows, readings, rejects);
      } catch (error) {
        const isConflict = error instanceof GroupConflict || error instanceof RecordConflict;
        if (attempt >= TRIES || !(isConflict || failureOf(error) === 'retry')) throw error;
        await new Promise((resume) => setTimeout(resume, PAUSE_MS * attempt * Math.random()));
      }
    }
  }

  private async attempt(
    rows: readonly Row[],
    readings: readonly ReadingRow[],
    rejects: readonly Reject[],
  ): Promise<Outcomes> {
    const client = await this.connect();
    let broken: Error | undefined;
    const giveUp = () => {
      broken = new Error('the database stopped answering');
      (client as unknown as { connection: { stream: { destroy(e: Error): void } } }).connection.stream.destroy(broken);
    };
    let hasBegun = false;
    // On a busy machine the answer may lie there unread when the time is over: it is read before this is judged.
    let watch = setTimeout(() => setImmediate(() => hasBegun || giveUp()), BEGIN_MS);
    try {
      await client.query('begin');
      hasBegun = true;
      clearTimeout(watch);
      watch = setTimeout(giveUp, SILENCE_MS);
      const transaction = new GroupTransaction(client, this.clock.now());
      const facts = await transaction.store(rows, readings, rejects);
      if (facts.length > 0) await this.journal.append(client, facts);
      await client.query('commit');
      return transaction.outcomes;
    } catch (error) {
      if (failureOf(error) === 'unavailable') broken ??= error as Error;
      else await client.query('rollback').catch((cause: Error) => (broken = cause));
      throw error;
    } finally {
      clearTimeout(watch);
      client.release(broken);
    }
  }

  private async connect(): Promise<PoolClient> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timeout: no database connection')), CONNECT_MS);
    });
    const connecting = this.db.ingest.connect();
    try {
      return await Promise.race([connecting, late]);
    } catch (error) {
      // A connection that comes too late goes back to the pool.
      connecting.then(
        (client) => client.release(),
        () => undefined,
      );
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
