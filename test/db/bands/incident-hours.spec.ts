import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Calendar } from '../../../server/city/calendar.js';
import { CityStore } from '../../../server/city/city.store.js';
import { BandsService } from '../../../server/domain/bands/bands.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';

/** Thursday 2026-03-05, 10:01 in Shanghai, and the start of that hour. */
const NOW = Date.parse('2026-03-05T02:01:00Z');
const HOUR = Date.parse('2026-03-05T02:00:00Z') / 3_600_000;
const MIDNIGHT = '2026-03-04T16:00:00Z';
let database: TestDatabase;
let city: JournalInstance;

beforeAll(async () => {
  database = await freshDatabase();
  city = await journalInstance(database.url);
  await setClock(NOW);
});
afterAll(async () => {
  await city.stop();
  await database.drop();
});

const bands = () => new BandsService(city.database, city.clock, new Calendar(new CityStore()), city.journal);
const query = <R extends object>(text: string, values: unknown[] = []) => city.database.system.query<R>(text, values);

async function setClock(ms: number): Promise<void> {
  await query('delete from clock_setting');
  await query('insert into clock_setting (start_at, rate) values ($1, 1e-12)', [new Date(ms)]);
  await city.clock.refresh();
}

let count = 0;
async function incident(
  lane: string | null,
  more: { limit?: string; closed?: string; outcome?: string; drill?: boolean } = {},
) {
  await query(
    `insert into incident (id, no, procedure, procedure_version, state, lane, outcome, stream, type, priority, source, district, occurred_at,
       opened_at, entered_at, closed_at, due_at, step_from, is_drill, observation, observation_received_at)
     values (gen_random_uuid(), $1, 'emergency', 1, 's', $2, $3, 'incident', 't', 3, 's', '-', now(), now(), now(), $4, $5, now(), $6,
       gen_random_uuid(), now())`,
    [`n-${++count}`, lane, more.outcome ?? null, more.closed ?? null, more.limit ?? null, more.drill ?? false],
  );
}

it('the start of an hour is counted once, without drills, merged ones and yesterday', async () => {
  for (const lane of ['dispatch', 'dispatch', 'enroute', 'onsite', 'check', 'hung', 'review']) await incident(lane);
  await incident('review', { limit: '2026-03-05T01:59:00Z' });
  await incident('onsite', { limit: '2026-03-05T02:00:30Z' });
  await incident('dispatch', { drill: true, limit: '2026-03-05T01:00:00Z' });
  await incident(null, { closed: '2026-03-05T01:00:00Z', outcome: 'solved' });
  await incident(null, { closed: '2026-03-05T01:00:00Z', outcome: 'duplicate' });
  await incident(null, { closed: '2026-03-04T15:59:00Z', outcome: 'solved' });
  await bands().turn();
  await incident('dispatch');
  await query('delete from lease');
  await bands().turn();
  const { rows } = await query('select * from incident_hour');
  expect(rows).toEqual([{ hour: HOUR, overdue: 1, dispatch: 2, in_hand: 4, closed_today: 1 }]);
  expect(new Date(MIDNIGHT).getTime()).toBe(city.clock.dayStart(NOW));
});

it('an hour that is under way is not taken for its start; an hour nobody counted is no sample of nought', async () => {
  await setClock(NOW + 3_600_000 + 29 * 60_000);
  await bands().turn();
  expect((await query('select hour from incident_hour')).rows).toHaveLength(1);
  // Hour 09 of 1 to 12 days before: workdays are 1, 2, 3, 6, 7, 8, 9, 10 days ago.
  for (let d = 1; d <= 12; d++)
    await query('insert into incident_hour values ($1, 0, $2, $3, 0)', [HOUR - 1 - d * 24, d, d === 1 ? 99 : 40]);
  const { incidents } = await bands().compute(NOW);
  expect(incidents?.dispatch[9]).toEqual([1.7, 9.3]);
  expect(incidents?.inHand[9]).toEqual([40, 57.7]);
  expect(incidents?.dispatch[8]).toBeNull();
});
