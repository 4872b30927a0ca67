import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../protocol/facts.js';
import { Database } from '../platform/database.js';
import { Doorbell } from './doorbell.js';
import type { Reactor } from './entry.js';
import { isPassing, TRIES, waitBeforeTry } from './failure.rules.js';
import { newest, readTypes } from './journal.queries.js';
import { Journal } from './journal.js';
import { JournalMetrics } from './journal.metrics.js';
import { Loop } from './loop.js';

/** Entries of one pull: one transaction, one set of upserts. */
const PULL = 500;
/** Under load a reactor pulls at most this often, so that a pull folds many entries; the first of a burst is pulled at once. */
const GAP_MS = 250;
const POLL_MS = 1000;

interface Course {
  reactor: Reactor;
  loop: Loop;
  /** Failures in a row; 0 when well. `alone`: pulling single entries to find the one that fails. */
  failures: number;
  alone: boolean;
  /** Least time between two pulls now. */
  gapMs: number;
}

type Pulled = 'more' | 'done' | 'elsewhere';

/** Drives the reactors: each runs on one instance at a time, and its effects, the facts it returns and its cursor commit together. */
@Injectable()
export class Follower implements BeforeApplicationShutdown {
  private readonly log = new Logger(Follower.name);
  private readonly courses: Course[] = [];

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly doorbell: Doorbell,
    private readonly metrics: JournalMetrics,
  ) {}

  /** Starts following for a reactor. Its name is its cursor: it goes on where this or another instance left off. */
  register(reactor: Reactor): void {
    const course: Course = { reactor, failures: 0, alone: false, gapMs: GAP_MS, loop: undefined as unknown as Loop };
    course.loop = new Loop(() => this.follow(course), { gapMs: () => course.gapMs, pollMs: POLL_MS });
    this.courses.push(course);
    this.doorbell.onRing(() => course.loop.wake());
    course.loop.wake();
  }

  /** Whether a reactor bounds its pulls: in a flood it is behind by design, and the instance is ready all the same. */
  mayLag(name: string): boolean {
    return this.courses.some(({ reactor }) => reactor.name === name && reactor.load !== undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.courses.map((course) => course.loop.stop()));
  }

  private async follow(course: Course): Promise<void> {
    try {
      const pulled = await this.database.tx(this.database.system, (db) => this.pull(course, db));
      if (pulled === 'elsewhere') return;
      course.failures = 0;
      if (pulled === 'more') course.loop.wake();
      else course.alone = false;
    } catch (error) {
      await this.failed(course, error);
    }
  }

  /** One transaction: cursor, entries, effects, facts, cursor. */
  private async pull(course: Course, db: PoolClient): Promise<Pulled> {
    const { reactor } = course;
    const cursor = await takeCursor(db, reactor.name);
    if (cursor === undefined) return 'elsewhere';
    const top = (await newest(db)).seq;
    if (top <= cursor) return 'done';
    const limit = course.alone ? 1 : PULL;
    const found = await readTypes(db, { seq: cursor, upTo: top, limit }, reactor.types);
    const entries = bearable(found, reactor);
    const isCut = found.length === limit || entries.length < found.length;
    const to = isCut ? (entries.at(-1) as Entry).seq : top;
    course.gapMs = isCut ? GAP_MS : gapAfter(entries, reactor);
    const facts = entries.length > 0 ? await reactor.react(entries, db) : [];
    await db.query('update reader set seq = $2, moved_at = clock_timestamp() where name = $1', [reactor.name, to]);
    if (facts.length > 0) await this.journal.append(db, facts);
    // Nobody was told of effects without facts: after a crash they are done again, so their commit need not wait for the disk.
    else await db.query('set local synchronous_commit = off');
    this.metrics.followed(reactor.name, { seq: to, behind: top - to });
    return to < top ? 'more' : 'done';
  }

  private async failed(course: Course, error: unknown): Promise<void> {
    course.failures++;
    this.metrics.failed(course.reactor.name);
    const passing = isPassing(error);
    if (course.failures === 1 || !passing) {
      this.log.warn(`reactor ${course.reactor.name}, failure ${course.failures}: ${describe(error)}`);
    }
    if (!passing && !course.alone) {
      course.alone = true;
      course.failures = 0;
    } else if (!passing && course.failures >= TRIES) {
      await this.park(course, error).catch((e: unknown) =>
        this.log.warn(`parking failed, tried again: ${describe(e)}`),
      );
    }
    const again = setTimeout(() => course.loop.wake(), waitBeforeTry(course.failures + 1));
    again.unref();
  }

  /** Puts the one failing entry aside, so that the reader goes on; `parked_entry` and the log show it. */
  private async park(course: Course, error: unknown): Promise<void> {
    const { name, types } = course.reactor;
    const seq = await this.database.tx(this.database.system, async (db) => {
      const cursor = await takeCursor(db, name);
      if (cursor === undefined) return undefined;
      const { rows } = await db.query<{ seq: string }>(
        `insert into parked_entry (reader, seq, tries, error)
         select $1, seq, $3, $4 from journal_entry where seq > $2 and type = any ($5) order by seq limit 1
         on conflict (reader, seq) do update set tries = excluded.tries, error = excluded.error, at = clock_timestamp()
         returning seq`,
        [name, cursor, TRIES, describe(error), types],
      );
      const parked = rows[0]?.seq;
      if (parked)
        await db.query('update reader set seq = $2, moved_at = clock_timestamp() where name = $1', [name, parked]);
      return parked;
    });
    course.failures = 0;
    if (seq === undefined) return;
    this.metrics.parked(name);
    this.log.error(`reactor ${name} parked entry ${seq} after ${TRIES} tries: ${describe(error)}`);
  }
}

/** As many of the entries as the reactor takes at once, at least the first. */
function bearable(entries: readonly Entry[], { load }: Reactor): readonly Entry[] {
  if (!load) return entries;
  let weight = 0;
  const past = entries.findIndex((entry, i) => (weight += load.weigh(entry)) > load.most && i > 0);
  return past === -1 ? entries : entries.slice(0, past);
}

/** How long a reactor rests after entries. */
function gapAfter(entries: readonly Entry[], { rest }: Reactor): number {
  if (!rest) return GAP_MS;
  const weight = entries.reduce((sum, entry) => sum + rest.weigh(entry), 0);
  return weight > rest.above ? rest.ms : GAP_MS;
}

/** Locks a reader's cursor; undefined while another instance has it. */
async function takeCursor(db: PoolClient, name: string): Promise<number | undefined> {
  const locked = 'select seq from reader where name = $1 for update skip locked';
  const { rows } = await db.query<{ seq: string }>(locked, [name]);
  if (rows[0]) return Number(rows[0].seq);
  const made = await db.query(`insert into reader (name) values ($1) on conflict do nothing returning seq`, [name]);
  return made.rowCount === 1 ? 0 : undefined;
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000);
}
