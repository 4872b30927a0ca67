import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FilingConditions } from '../../../protocol/filing.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';

/** A Friday afternoon: 45 minutes of the working day (08:30–12:00, 13:30–17:30) are left. */
const FRIDAY = '2026-11-20T16:45:00+08:00';
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents({ CITY_CLOCK: `${FRIDAY}@1` });
}, 60_000);
afterAll(() => app?.close());

const rubble = () => app.open('grid', { type: 'env.rubble', title: '渣土', occurredAt: FRIDAY });
const file = (id: string, body: object = {}) => app.act('operator', `${id}/moves`, { command: 'file', ...body });
const CITY_TIME = { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' } as const;
const cityTime = (iso: string | null) => new Intl.DateTimeFormat('sv-SE', CITY_TIME).format(Date.parse(iso ?? ''));

it('what has several conditions is filed by the one that holds, within the limit of that one', async () => {
  const [waste, heap] = [await rubble(), await rubble()];
  const { filing } = await app.file(waste.id);
  expect(filing).toMatchObject({
    condition: null,
    choices: [
      { id: 'building-waste', limit: { amount: 4, unit: 'hour', calendar: 'working' } },
      { id: 'spoil-heap', limit: { amount: 2, unit: 'day', calendar: 'working' } },
    ],
  });
  expect((await file(waste.id)).body).toMatchObject({ status: 422, code: 'incident/condition-missing' });
  expect((await file(waste.id, { condition: 'upkeep' })).body.code).toBe('incident/condition-unknown');
  const filed = await file(waste.id, { condition: 'building-waste' });
  expect(filed.body).toMatchObject({ state: 'filed', lane: 'dispatch' });
  // 45 minutes on Friday, the rest of four hours on Monday morning.
  expect(cityTime(filed.body.dueAt)).toMatch(/^2026-11-23 11:4[5-6]$/);
  const longer = await file(heap.id, { condition: 'spoil-heap' });
  expect(cityTime(longer.body.dueAt)).toMatch(/^2026-11-24 16:4[5-6]$/);
  expect((await app.file(heap.id)).filing.condition).toBe('spoil-heap');
  // The limit stays that of the condition when the incident goes on.
  const graded = await app.act('duty', `${heap.id}/grades`, { priority: 2, reason: '靠近学校' });
  expect(graded.body.dueAt).toBe(longer.body.dueAt);
});

it('where no condition holds it is not filed, with the reason', async () => {
  const { id } = await rubble();
  await app.act('operator', `${id}/moves`, { command: 'accept' });
  const reject = (reason?: string) =>
    app.act('operator', `${id}/moves`, { command: 'reject', ...(reason && { reason }) });
  expect((await reject()).body.code).toBe('incident/reason-missing');
  expect((await reject('不符合立案条件：已当场清走')).body).toMatchObject({ state: 'voided', outcome: 'unfounded' });
  expect((await app.file(id)).course.at(-1)).toMatchObject({ what: 'reject', note: '不符合立案条件：已当场清走' });
});

it('the only condition of a type needs no naming; what has none is filed as it is', async () => {
  const garbage = await app.open('grid', {});
  expect((await file(garbage.id)).status).toBe(200);
  expect((await app.file(garbage.id)).filing.condition).toBe('public-place');
  const road = await app.open('hotline', {});
  expect((await file(road.id)).status).toBe(200);
  expect((await app.file(road.id)).filing).toEqual({ condition: null, choices: [] });
  const { body } = await (await app.as('officer')).json<FilingConditions>('GET', '/api/v1/filing-conditions');
  expect(body.conditions.every((c) => c.source !== '')).toBe(true);
});
