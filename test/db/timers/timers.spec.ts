import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DueTimer } from '../../../server/timers/timer.js';
import type { PoolClient } from 'pg';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FIRED_TABLE, KIND, notingHandler, timersInstance, type TimersInstance } from '../../support/timers.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const MINUTE_MS = 60_000;

describe('timers', () => {
  let database: TestDatabase;
  let one: TimersInstance;
  /** What the handler does besides noting, by test. */
  let lock: (timer: DueTimer, db: PoolClient) => Promise<void>;
  let act: (timer: DueTimer, db: PoolClient) => Promise<void>;

  const pool = () => one.database.system;
  const setClock = (ms: number) =>
    pool().query('update clock_setting set start_at = $1, real_start = clock_timestamp()', [new Date(START + ms)]);
  const set = (subject: string, ms: number, kind = KIND) =>
    one.database.tx(pool(), (db) => one.timers.set(db, { kind, subject, dueMs: START + ms }));
  const turn = async () => one.scheduler.fireAll((await one.scheduler.lease.hold()) as number);
  const fired = async () => {
    const { rows } = await pool().query<{ subject: string }>('select subject from fired order by at, subject');
    return rows.map((row) => row.subject);
  };

  beforeAll(async () => {
    database = await freshDatabase();
    const noting = notingHandler((timer, db) => act(timer, db));
    one = await timersInstance(database.url, { ...noting, lock: (timer, db) => lock(timer, db) });
    await pool().query(`${FIRED_TABLE}; create table thing (id text primary key, n int not null default 0)`);
    // A clock that stands until the test moves it.
    await pool().query('insert into clock_setting (start_at, rate) values ($1, 1e-12)', [new Date(START)]);
  });
  afterAll(async () => {
    await one.stop();
    await database.drop();
  });
  beforeEach(async () => {
    lock = async () => {};
    act = async () => {};
    await setClock(0);
  });
  afterEach(() => pool().query('truncate fired, timer, timer_firing, thing'));

  it('fire when they are due and not before, in order, each with its fact', async () => {
    await set('b', 2 * MINUTE_MS);
    await set('a', MINUTE_MS);
    expect(await turn()).toBe(0);
    await setClock(MINUTE_MS - 1);
    expect(await turn()).toBe(0);
    await setClock(MINUTE_MS);
    expect(await turn()).toBe(1);
    await setClock(5 * MINUTE_MS);
    expect([await turn(), await turn()]).toEqual([1, 0]);
    expect(await fired()).toEqual(['a', 'b']);
    const { rows } = await pool().query("select subject from journal_entry where type = 'feed.changed' order by seq");
    expect(rows).toEqual([{ subject: 'a' }, { subject: 'b' }]);
  });

  it('move when they are set again, and are gone when cancelled', async () => {
    await set('a', MINUTE_MS);
    await set('a', 3 * MINUTE_MS);
    await set('b', MINUTE_MS);
    await set('c', MINUTE_MS, 'test.other');
    await one.database.tx(pool(), (db) => one.timers.cancel(db, 'b', KIND));
    await one.database.tx(pool(), (db) => one.timers.cancel(db, 'c'));
    await setClock(2 * MINUTE_MS);
    expect(await turn()).toBe(0);
    await setClock(3 * MINUTE_MS);
    await turn();
    expect(await fired()).toEqual(['a']);
  });

  it('set with a transaction that rolls back are not set', async () => {
    const failing = one.database.tx(pool(), async (db) => {
      await one.timers.set(db, { kind: KIND, subject: 'a', dueMs: START });
      throw new Error('after setting');
    });
    await expect(failing).rejects.toThrow('after setting');
    expect(await turn()).toBe(0);
  });

  it('fire once for one moment, set again or with the clock turned back, and again for another', async () => {
    await set('a', MINUTE_MS);
    await setClock(MINUTE_MS);
    await turn();
    await set('a', MINUTE_MS);
    await setClock(-60 * MINUTE_MS);
    await turn();
    await setClock(60 * MINUTE_MS);
    await turn();
    expect(await fired()).toEqual(['a']);
    await set('a', 61 * MINUTE_MS);
    await setClock(61 * MINUTE_MS);
    await turn();
    expect(await fired()).toEqual(['a', 'a']);
  });

  it('of a handler that fails are tried again later and hold up no others', async () => {
    act = async (timer) => {
      await Promise.resolve();
      if (timer.subject === 'bad') throw new Error('no such thing');
    };
    for (const subject of ['a', 'bad', 'c']) await set(subject, 0);
    await turn();
    expect((await fired()).sort()).toEqual(['a', 'c']);
    const { rows } = await pool().query(
      'select subject, tries, error, retry_at > clock_timestamp() as later from timer',
    );
    expect(rows).toEqual([{ subject: 'bad', tries: 1, error: 'no such thing', later: true }]);
    act = async () => {};
    await pool().query('update timer set retry_at = clock_timestamp()');
    await turn();
    expect((await fired()).sort()).toEqual(['a', 'bad', 'c']);
  });

  it('may set themselves again when they fire', async () => {
    act = (timer, db) => one.timers.set(db, { ...timer, dueMs: timer.dueMs + MINUTE_MS });
    await set('a', 0);
    await turn();
    await setClock(10 * MINUTE_MS);
    await turn();
    expect(await fired()).toHaveLength(11);
  });

  it('that are moved while their subject is locked do not fire', async () => {
    lock = async () => set('a', 60 * MINUTE_MS);
    await set('a', 0);
    expect(await turn()).toBe(0);
    expect(await fired()).toEqual([]);
    expect((await pool().query('select due_at from timer')).rows).toEqual([{ due_at: new Date(START + 3_600_000) }]);
  });

  it('and commands that hold the subject and move the timer wait for each other without a deadlock', async () => {
    await pool().query("insert into thing values ('a')");
    lock = async (timer, db) => void (await db.query('select from thing where id = $1 for update', [timer.subject]));
    await set('a', 0);
    const command = one.database.tx(pool(), async (db) => {
      await db.query("update thing set n = n + 1 where id = 'a'");
      const firing = turn();
      await eventually(
        async () => (await pool().query('select from pg_stat_activity where wait_event_type = $1', ['Lock'])).rowCount,
        (n) => n === 1,
      );
      await one.timers.set(db, { kind: KIND, subject: 'a', dueMs: START + MINUTE_MS });
      return { firing };
    });
    expect(await (await command).firing).toBe(0);
    expect(await fired()).toEqual([]);
    await setClock(MINUTE_MS);
    await turn();
    expect(await fired()).toEqual(['a']);
  });

  it('of a kind that nobody handles here wait', async () => {
    await set('a', 0, 'test.unknown');
    expect(await turn()).toBe(0);
    expect((await pool().query('select kind from timer')).rowCount).toBe(1);
  });

  it('do not fire under a lease that another instance took', async () => {
    const epoch = (await one.scheduler.lease.take()) as number;
    await set('a', 0);
    await pool().query("update lease set holder = 'another', epoch = epoch + 1 where name = 'timers'");
    expect(await one.scheduler.fireAll(epoch)).toBe(0);
    expect(await fired()).toEqual([]);
    // Its term was written before the machine's clock was set back by an hour, and it is dead: nobody waits an hour.
    await pool().query("update lease set until = clock_timestamp() + interval '1 hour' where name = 'timers'");
    expect(await one.scheduler.lease.take()).toBe(epoch + 2);
    await turn();
    expect(await fired()).toEqual(['a']);
  });

  it('keep to a hurried city clock: an hour at 3,600x is a second', async () => {
    await pool().query('update clock_setting set start_at = $1, rate = 3600, real_start = clock_timestamp()', [
      new Date(START),
    ]);
    await one.clock.refresh();
    await set('a', 60 * MINUTE_MS);
    const begun = performance.now();
    one.scheduler.onApplicationBootstrap();
    await eventually(fired, (subjects) => subjects.length === 1);
    const tookMs = performance.now() - begun;
    await one.scheduler.onModuleDestroy();
    expect(tookMs).toBeGreaterThan(900);
    const { rows } = await pool().query<{ early: boolean }>('select at < due_at as early from fired');
    expect(rows).toEqual([{ early: false }]);
    await pool().query('update clock_setting set rate = 1e-12');
    await one.clock.refresh();
  });
});
