import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../../server/platform/clock.js';
import { Database } from '../../../server/platform/database.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const ZONE = { cityTz: 'Asia/Shanghai' };
const START = Date.UTC(2026, 6, 28, 11);
const HOUR_MS = 3_600_000;

describe('the city clock', () => {
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await freshDatabase();
    db = new Database(database.url);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await db.onApplicationShutdown();
    await database.drop();
  });

  const databaseMs = async () =>
    Number((await db.system.query<{ ms: string }>('select extract(epoch from city_now()) * 1000 as ms')).rows[0]?.ms);

  async function started(cityClock: { startMs: number; rate: number } | null): Promise<Clock> {
    const clock = await Clock.start(db, { ...ZONE, cityClock });
    clock.onModuleDestroy();
    return clock;
  }

  it('is the database time, whatever this machine says', async () => {
    const wrong = jest.spyOn(Date, 'now').mockReturnValue(0);
    const clock = await started(null);
    const [before, now, after] = [await databaseMs(), clock.now(), await databaseMs()];
    expect(now).toBeGreaterThan(before - 500);
    expect(now).toBeLessThan(after + 500);
    wrong.mockRestore();
  });

  it('a hurried clock runs at its rate, and goes on after a restart with the same setting', async () => {
    const clock = await started({ startMs: START, rate: 3600 });
    expect(clock.now() - START).toBeLessThan(2 * HOUR_MS);
    const first = await databaseMs();
    await db.system.query('select pg_sleep(0.1)');
    expect((await databaseMs()) - first).toBeGreaterThan(300_000);
    const again = await started({ startMs: START, rate: 3600 });
    expect(again.speed).toBe(3600);
    expect(again.now()).toBeGreaterThan(first);
  });

  it('another setting starts anew, and none brings the real time back', async () => {
    const other = await started({ startMs: START - 24 * HOUR_MS, rate: 1 });
    expect(Math.abs(other.now() - (START - 24 * HOUR_MS))).toBeLessThan(10_000);
    const real = await started(null);
    expect(Math.abs(real.now() - Date.now())).toBeLessThan(10_000);
  });

  it('days and hours are those of the city', async () => {
    const clock = await started(null);
    const lateEvening = Date.UTC(2026, 10, 22, 16, 30);
    expect(clock.dayOf(lateEvening)).toBe('2026-11-23');
    expect(clock.hourOf(lateEvening)).toBe(0);
    expect(clock.dayStart(lateEvening)).toBe(Date.UTC(2026, 10, 22, 16));
    expect(clock.hourStart(lateEvening)).toBe(Date.UTC(2026, 10, 22, 16));
  });

  it('a transaction that throws leaves nothing, and its connection is usable again', async () => {
    const failing = db.tx(db.system, async (client) => {
      await client.query("insert into setting values ('x', '1')");
      throw new Error('after the insert');
    });
    await expect(failing).rejects.toThrow('after the insert');
    expect((await db.system.query("select 1 from setting where name = 'x'")).rowCount).toBe(0);
    const kept = await db.tx(
      db.system,
      async (client) => (await client.query<{ n: number }>('select 1 as n')).rowCount,
    );
    expect(kept).toBe(1);
  });
});
