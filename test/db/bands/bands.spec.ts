import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Calendar } from '../../../server/city/calendar.js';
import { CityStore } from '../../../server/city/city.store.js';
import { BandsService } from '../../../server/domain/bands/bands.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';

/** Thursday 2026-03-05, 10:30 in Shanghai. */
const NOW = Date.parse('2026-03-05T02:30:00Z');
const HOUR_MS = 3_600_000;
let database: TestDatabase;
let city: JournalInstance;

beforeAll(async () => {
  database = await freshDatabase();
  city = await journalInstance(database.url);
  await city.database.system.query('insert into clock_setting (start_at, rate) values ($1, 1e-12)', [new Date(NOW)]);
  await city.clock.refresh();
  // Twelve days back to Saturday 21 February: day d (1..12 days ago) brings d records in hour 09 of the city.
  for (let d = 1; d <= 12; d++) {
    const hour = Math.floor((NOW - d * 24 * HOUR_MS) / HOUR_MS) - 1;
    await city.database.system.query(
      "insert into rollup_hour (hour, district, stream, type, priority, placed, source, n) values ($1, '-', 'incident', 't', 3, 'unlocated', 's1', $2)",
      [hour, d],
    );
  }
});
afterAll(async () => {
  await city.stop();
  await database.drop();
});

it('bands of a workday come from the workdays before it, and are told once', async () => {
  const bands = new BandsService(city.database, city.clock, new Calendar(new CityStore()), city.journal);
  const told = async () => {
    const { rows } = await city.database.system.query<{ fact: { day: string; total: unknown[]; today: unknown[] } }>(
      "select fact from journal_entry where type = 'bands.computed'",
    );
    return rows.map((row) => row.fact);
  };
  await bands.turn();
  await bands.turn();
  const [fact] = await told();
  // Workdays 1, 2, 3, 6, 7, 8, 9, 10 days ago: eight samples, positions 0.7 and 6.3.
  expect(fact).toMatchObject({ day: '2026-03-05', dayKind: 'workday' });
  expect(fact?.total[9]).toEqual([1.7, 9.3]);
  expect(fact?.total[10]).toEqual([0, 0]);
  expect(fact?.today[23]).toEqual([1.7, 9.3]);
  const again = new BandsService(city.database, city.clock, new Calendar(new CityStore()), city.journal);
  await city.database.system.query('delete from lease');
  await again.turn();
  expect(await told()).toHaveLength(1);
});
