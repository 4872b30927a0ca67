import type { PoolClient } from 'pg';
import type { NewEntry } from '../../server/journal/entry.js';
import { Metrics } from '../../server/platform/metrics.js';
import { Readiness } from '../../server/platform/readiness.js';
import type { DueTimer, TimerHandler } from '../../server/timers/timer.js';
import { TimerMetrics } from '../../server/timers/timers.metrics.js';
import { TimersScheduler } from '../../server/timers/timers.scheduler.js';
import { Timers } from '../../server/timers/timers.js';
import { journalInstance, type JournalInstance } from './journal.js';

/** Timers of one instance with one handler, whose loop runs when `start` is called. */
export interface TimersInstance extends JournalInstance {
  timers: Timers;
  scheduler: TimersScheduler;
}

/** Kind that test handlers answer for. */
export const KIND = 'test.due';

/** Starts an instance on a database without starting its loop. */
export async function timersInstance(url: string, handler: TimerHandler): Promise<TimersInstance> {
  const instance = await journalInstance(url);
  const timers = new Timers();
  timers.register(handler);
  const { database, clock, journal } = instance;
  const metrics = new TimerMetrics(new Metrics());
  const scheduler = new TimersScheduler(database, clock, journal, timers, metrics, new Readiness());
  return {
    ...instance,
    timers,
    scheduler,
    stop: async () => {
      await scheduler.onModuleDestroy();
      await instance.stop();
    },
  };
}

/** A handler that notes each firing in table `fired`, which keeps doubles, and in the journal. `before` runs first. */
export function notingHandler(
  before: (timer: DueTimer, db: PoolClient) => Promise<void> = async () => {},
): TimerHandler {
  return {
    kinds: [KIND],
    fire: async (timer, db): Promise<NewEntry[]> => {
      await before(timer, db);
      await db.query(
        'insert into fired (subject, due_at, at, pid) values ($1, to_timestamp($2 / 1000.0), city_now(), $3)',
        [timer.subject, timer.dueMs, process.pid],
      );
      const fact = { type: 'feed.changed', source: timer.subject, from: 'live', to: 'late', since: null } as const;
      return [{ fact, subject: timer.subject }];
    },
  };
}

/** Table of `notingHandler`. */
export const FIRED_TABLE = 'create table fired (subject text, due_at timestamptz, at timestamptz, pid integer)';
