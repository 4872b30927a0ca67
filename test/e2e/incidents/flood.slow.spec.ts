import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DuplicateList } from '../../../protocol/duplicate.js';
import type { DutyQueue } from '../../../protocol/live/duty-queue.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, itemOf, type IncidentApp } from '../../support/incidents.js';
import { moved } from '../../support/labelled-reports.js';

/** A storm over two streets: more within one square than is ever looked at, all within minutes. */
const FLOOD = 2000;
const REQUEST = 500;
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 180_000);
afterAll(() => app?.close());

const number = async (sql: string) => Number((await app.db.query<{ n: string }>(sql)).rows[0]?.n);
const behind = () =>
  number(`select (select coalesce(max(seq), 0) from journal_entry where type like 'incident.%')
    - (select seq from reader where name = 'duplicates') as n`);
const compared = (how: string) => number(`select count(*) as n from incident_words where compared = '${how}'`);
const queue = async () => (await (await app.as('operator')).json<DutyQueue>('GET', '/api/v1/duty-queue')).body;
const scattered = (n: number) => moved(HERE, (n % 45) * 9, Math.floor(n / 45) * 9);

it('a flood of incidents in one place is compared in bounded time, and nobody else waits for it', async () => {
  await queue();
  const waits: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const askedMs = performance.now();
      await queue();
      waits.push(performance.now() - askedMs);
      await new Promise(setImmediate);
    }
  })();
  const begunMs = performance.now();
  for (let from = 0; from < FLOOD; from += REQUEST) {
    const items = Array.from({ length: REQUEST }, (_, i) => {
      const n = from + i;
      return itemOf('grid', { id: `flood-${n}`, title: `福州路${n % 90}号积水${n % 7}处`, location: scattered(n) });
    });
    expect((await app.send('grid', items)).body).toMatchObject({ accepted: REQUEST, rejected: [] });
  }
  const since = () => Math.round(performance.now() - begunMs);
  await eventually(queue, ({ counts }) => counts.open === FLOOD, 90_000);
  const shownMs = since();
  await eventually(behind, (n) => n <= 0, 90_000);
  const caughtUpMs = since();
  isOver = true;
  await watching;
  const [slowest = 0] = waits.toSorted((a, b) => b - a);
  const kept = await number('select count(*) as n from duplicate_suggestion');
  const figures = { shownMs, caughtUpMs, slowestAnswerMs: Math.round(slowest), answers: waits.length, kept };
  console.info(`flood of ${FLOOD}: ${JSON.stringify(figures)}`);
  // Ratios, for machines are not alike: comparing takes no longer than twice what storing and opening took, and no answer waits for all of it.
  expect(caughtUpMs - shownMs).toBeLessThan(2 * shownMs);
  expect(slowest).toBeLessThan(caughtUpMs / 2);
  // At most ten of each are kept.
  expect(kept).toBeLessThanOrEqual(FLOOD * 10);
}, 200_000);

it('what there was no time for says so, and is compared when it is quiet again', async () => {
  const marked = (await Promise.all(['all', 'some', 'none'].map(compared))).reduce((a, b) => a + b, 0);
  expect(marked).toBe(FLOOD);
  const { rows } = await app.db.query<{ incident: string }>(
    `update incident_words set compared = 'none' where incident in (select id from incident order by id desc limit 60) returning incident`,
  );
  const id = rows[0]?.incident ?? '';
  const list = async () =>
    (await (await app.as('operator')).json<DuplicateList>('GET', `/api/v1/incidents/${id}/duplicates`)).body;
  expect(await list()).toMatchObject({ compared: 'none' });
  // Two quiet pulls, fifty a pull.
  for (const [n, left] of [10, 0].entries()) {
    await app.open('grid', { title: '井盖松动', location: moved(HERE, -3000 - n * 100, 0) });
    await eventually(
      () => compared('none'),
      (waiting) => waiting <= left,
      60_000,
    );
  }
  // Thousands lie within five hundred metres: the nearest were compared, and it says so.
  expect(await list()).toMatchObject({ compared: 'some' });
  expect((await list()).suggestions.length).toBeLessThanOrEqual(10);
}, 180_000);
