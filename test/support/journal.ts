import { Doorbell } from '../../server/journal/doorbell.js';
import type { NewEntry } from '../../server/journal/entry.js';
import { Follower } from '../../server/journal/follower.js';
import { JournalMetrics } from '../../server/journal/journal.metrics.js';
import { Journal } from '../../server/journal/journal.js';
import { Tail } from '../../server/journal/tail.js';
import { Clock } from '../../server/platform/clock.js';
import { Database } from '../../server/platform/database.js';
import { Metrics } from '../../server/platform/metrics.js';

/** The journal's parts as one instance of the service has them, without the service around. */
export interface JournalInstance {
  database: Database;
  journal: Journal;
  follower: Follower;
  tail: Tail;
  clock: Clock;
  /** Appends in a transaction of its own; answers the last seq. */
  append(entries: NewEntry[]): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one instance on a database. Several on one database stand for several processes. */
export async function journalInstance(url: string): Promise<JournalInstance> {
  const database = new Database(url);
  const clock = await Clock.start(database, { cityClock: null, cityTz: 'Asia/Shanghai' });
  const doorbell = new Doorbell(database);
  const journal = new Journal(doorbell);
  const metrics = new JournalMetrics(new Metrics());
  const follower = new Follower(database, journal, doorbell, metrics);
  const tail = new Tail(database, clock, doorbell, metrics);
  return {
    database,
    journal,
    follower,
    tail,
    clock,
    append: (entries) => database.tx(database.system, (db) => journal.append(db, entries)),
    stop: async () => {
      await follower.beforeApplicationShutdown();
      await tail.beforeApplicationShutdown();
      clock.onModuleDestroy();
      await doorbell.onApplicationShutdown();
      await database.onApplicationShutdown();
    },
  };
}

/** A small fact that only says who wrote it and in what turn. */
export function note(writer: number, turn: number): NewEntry {
  return {
    fact: { type: 'feed.changed', source: `w${writer}`, from: 'live', to: 'late', since: null },
    subject: `${writer}:${turn}`,
  };
}
