import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DutyQueue } from '../../../protocol/live/duty-queue.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signedIn } from '../../support/caller.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, itemOf, PASSWORD, type IncidentApp } from '../../support/incidents.js';

const ITEMS = 300;
let app: IncidentApp;
let second: TestApp;
beforeAll(async () => {
  app = await bootIncidents();
  second = await bootApp({
    database: app.database,
    dataDir: app.dataDir,
    env: { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD },
  });
}, 60_000);
afterAll(async () => {
  await second?.close();
  await app?.close();
});

const n = async (sql: string) =>
  (await app.db.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n;

it('two instances open each record once, and show the same queue', async () => {
  const items = Array.from({ length: ITEMS }, (_, i) =>
    itemOf('grid', { id: `two-${i}`, location: { lon: HERE.lon, lat: HERE.lat + i / 10_000 } }),
  );
  const batches = [items.slice(0, 100), items.slice(50, 200), items.slice(200), items.slice(0, 300)];
  await Promise.all(batches.map((batch) => app.send('grid', batch)));
  await eventually(
    () => n('incident'),
    (count) => count === ITEMS,
    20_000,
  );
  const queues = async () => {
    const callers = [await app.as('operator'), await signedIn(second.url, 'operator', PASSWORD)];
    return Promise.all(callers.map(async (c) => (await c.json<DutyQueue>('GET', '/api/v1/duty-queue')).body));
  };
  await eventually(queues, (both) => both.every((queue) => queue.counts.open === ITEMS), 10_000);
  const [one, two] = await queues();
  expect(two?.window).toEqual(one?.window);
  expect(await n("journal_entry where type = 'incident.opened'")).toBe(ITEMS);
  expect(await n('(select distinct observation from incident) as each')).toBe(ITEMS);
  expect(await n('(select distinct no from incident) as each')).toBe(ITEMS);
}, 60_000);

it('of commands that race on two instances none is lost: each version has one fact', async () => {
  const { rows } = await app.db.query<{ id: string }>('select id from incident order by no limit 8');
  const callers = [await app.as('duty'), await signedIn(second.url, 'duty', PASSWORD)];
  /** Sends as a desk does: what finds the service busy is sent again. */
  const insist = async (i: number, path: string, body: object): Promise<number> => {
    const answer = (await callers[i % 2]?.send('POST', path, body)) as Response;
    await answer.arrayBuffer();
    return answer.status === 503 ? insist(i, path, body) : answer.status;
  };
  const statuses = await Promise.all(
    rows.flatMap(({ id }, i) =>
      Array.from({ length: 6 }, (_, k) => {
        const move =
          k % 2 === 0 ? { command: 'accept', version: 1 } : { command: 'file', version: k % 4 === 1 ? 1 : 2 };
        return insist(i + k, `/api/v1/incidents/${id}/moves`, move);
      }),
    ),
  );
  expect([...new Set(statuses)].sort()).toEqual([200, 409]);
  const done = statuses.filter((status) => status === 200).length;
  expect(done).toBeGreaterThanOrEqual(rows.length);
  const { rows: versions } = await app.db.query<{ version: number; facts: number; distinct: number; last: number }>(
    `select i.version, count(*)::int as facts, count(distinct j.fact -> 'card' ->> 'version')::int as distinct,
            max((j.fact -> 'card' ->> 'version')::int) as last
     from incident i join journal_entry j on j.subject = i.id::text where i.id = any ($1) group by i.id`,
    [rows.map((row) => row.id)],
  );
  for (const { version, facts, distinct, last } of versions)
    expect([facts, distinct, last]).toEqual([version, version, version]);
  expect(versions.reduce((sum, row) => sum + row.version - 1, 0)).toBe(done);
}, 60_000);
