import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { QueueFilter } from '../../../protocol/incident.js';
import type { DutyQueue } from '../../../protocol/live/duty-queue.js';
import type { Situation } from '../../../protocol/live/situation.js';
import type { Rows } from '../../../protocol/rows.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const queue = async (username: string, query = '') =>
  (await (await app.as(username)).json<DutyQueue>('GET', `/api/v1/duty-queue?${query}`)).body;
const rows = async (query: string, username = 'operator') =>
  (await (await app.as(username)).json<Rows>('GET', `/api/v1/rows?query=${query}`)).body;
const file = async (id: string) =>
  expect(
    (await (await app.as('operator')).json('POST', `/api/v1/incidents/${id}/moves`, { command: 'file' })).status,
  ).toBe(200);

it('desk, wall, lists and rows agree, by lane and by district, now and as it was', async () => {
  const [first] = [
    await app.open('grid', {}),
    await app.open('grid', { location: THERE }),
    await app.open('camera', {}),
  ];
  await eventually(
    async () => (await queue('operator')).counts.open,
    (open) => open === 3,
  );
  const before = await queue('operator');
  await file(first.id);
  await eventually(
    async () => (await queue('operator')).counts.lanes.dispatch,
    (n) => n === 1,
  );
  const after = await queue('operator');
  expect(after.counts).toMatchObject({ open: 3, lanes: { review: 2, dispatch: 1 } });
  expect(after.window.map((card) => card.id)).toContain(first.id);
  const wall = (await (await app.as('display')).json<Situation>('GET', '/api/v1/situation')).body.incidents;
  expect(wall.counts).toEqual(after.counts);
  expect((await queue('operator', 'district=990102')).counts).toMatchObject({ open: 1, lanes: { review: 1 } });
  for (const [lane, n] of Object.entries(after.counts.lanes)) {
    expect((await rows(`incidents.open&lane=${lane}&asOf=${after.asOf.seq}`)).total).toBe(n);
    const page = await (
      await app.as('operator')
    ).json<{ items: object[] }>('GET', `/api/v1/incidents?filter=${lane as QueueFilter}`);
    expect(page.body.items).toHaveLength(n);
  }
  const then = await rows(`incidents.open&lane=review&asOf=${before.asOf.seq}`);
  expect(then).toMatchObject({
    total: 3,
    by: [
      { district: '990101', n: 2 },
      { district: '990102', n: 1 },
    ],
  });
  expect(then.rows.map((row) => row['state'])).not.toContain('filed');
  expect((await rows(`incidents.open&asOf=${after.asOf.seq}&lane=review,dispatch`)).total).toBe(3);
});

it('what is past its limit is overdue on all of them', async () => {
  const { id } = await app.open('grid', { location: { lon: 120.06, lat: 38.76 } });
  await app.db.query("update incident set step_from = step_from - interval '5 hours' where id = $1", [id]);
  const duty = await app.as('duty');
  expect((await duty.send('POST', `/api/v1/incidents/${id}/grades`, { priority: 1, reason: '孩子在场' })).status).toBe(
    200,
  );
  await eventually(
    async () => (await queue('operator')).counts.overdue,
    (n) => n === 1,
  );
  const page = await duty.json<{ items: { id: string }[] }>('GET', '/api/v1/incidents?filter=overdue');
  expect(page.body.items.map((item) => item.id)).toEqual([id]);
  const { counts, overdueAt, asOf, window } = await queue('operator', 'filter=overdue');
  expect(window.map((card) => card.id)).toEqual([id]);
  expect((await rows(`incidents.overdue&to=${overdueAt}&asOf=${asOf.seq}`)).total).toBe(counts.overdue);
});

it('the wall shows type and road, never words; an officer may not watch the queue', async () => {
  const shown = await rows('incidents.open', 'display');
  expect(shown.rows.every((row) => row['title'] === null && row['place'] === null)).toBe(true);
  expect((await (await app.as('officer')).send('GET', '/api/v1/duty-queue')).status).toBe(403);
  expect((await (await app.as('admin')).send('GET', '/api/v1/duty-queue')).status).toBe(403);
});

it('a csv holds all rows, a cursor goes on where a page ended', async () => {
  const operator = await app.as('operator');
  const csv = await operator.send('GET', '/api/v1/incidents', undefined, { accept: 'text/csv' });
  const lines = (await csv.text()).trim().split('\r\n');
  expect(lines).toHaveLength(5);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    type Page = { items: { id: string }[]; cursor: string | null };
    const page: Page = (await operator.json<Page>('GET', `/api/v1/incidents?limit=1${cursor && `&cursor=${cursor}`}`))
      .body;
    seen.push(...page.items.map((item) => item.id));
    cursor = page.cursor;
  }
  expect(new Set(seen).size).toBe(4);
  expect((await operator.send('GET', '/api/v1/incidents?cursor=nonsense')).status).toBe(400);
});

it('is searched by number, words and place', async () => {
  const operator = await app.as('operator');
  const found = async (q: string) =>
    (await operator.json<{ items: { no: string }[] }>('GET', `/api/v1/incidents?q=${encodeURIComponent(q)}`)).body
      .items;
  const [one] = await found('店外经营');
  expect(await found('店外')).toHaveLength(1);
  expect(await found(one?.no ?? '-')).toHaveLength(1);
  expect(await found('100%')).toHaveLength(0);
});
