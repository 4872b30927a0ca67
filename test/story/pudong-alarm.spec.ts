import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Incident } from '../../protocol/incident.js';
import { eventually } from '../support/eventually.js';
import { bootIncidents, type IncidentApp } from '../support/incidents.js';

/** 浦东：下午 1 时 36 分告警，指挥中心审核，派单到街镇中队，24 小时内改正；下午 4 时复查拍照，结案。 */
const ALARM = '2026-06-18T13:36:00+08:00';
let app: IncidentApp;
beforeAll(async () => {
  // The city's clock stands at the alarm; the story moves it on.
  app = await bootIncidents({ CITY_CLOCK: `${ALARM}@1` });
}, 60_000);
afterAll(() => app?.close());

/** Sets the city's clock, and lets it run on from there. */
async function clockAt(time: string): Promise<void> {
  await app.db.query('update clock_setting set start_at = $1, real_start = clock_timestamp()', [
    `2026-06-18T${time}:00+08:00`,
  ]);
}
const minutesBetween = (from: string, to: string | null) =>
  Math.round((Date.parse(to ?? '') - Date.parse(from)) / 60_000);
const alarm = (shop: string, lat: number) => ({
  ...{ type: 'street.trading_outside', title: `${shop}跨门营业`, occurredAt: ALARM },
  location: { lon: 120.03, lat },
});

it('an alarm of 13:36 is reviewed, dispatched, re-inspected at 16:00 with a photo and closed after 144 minutes', async () => {
  const alarmed = await app.open('camera', alarm('早点铺', 38.71));
  expect(alarmed).toMatchObject({ procedure: 'street-order', state: 'alarmed', lane: 'review' });
  expect(minutesBetween(ALARM, alarmed.dueAt)).toBe(24 * 60);
  await expect(app.dispatch(alarmed.id, ['officer'])).rejects.toMatchObject({ code: 'incident/not-now' });
  await clockAt('13:38');
  const reviewed = await app.act('operator', `${alarmed.id}/moves`, { command: 'verify' });
  expect(reviewed.body).toMatchObject({ state: 'confirmed', lane: 'dispatch', reviewed: true });
  await app.dispatch(alarmed.id, ['officer']);
  for (const command of ['sign', 'handle']) await app.act('officer', `${alarmed.id}/moves`, { command });
  await clockAt('16:00');
  const bare = await app.act('officer', `${alarmed.id}/moves`, { command: 'feedback' });
  expect(bare.body.code).toBe('incident/after-photo-missing');
  await app.photograph('officer', alarmed.id, 'after');
  expect((await app.act('officer', `${alarmed.id}/moves`, { command: 'feedback' })).body).toMatchObject({
    state: 'rectified',
  });
  const closed = await app.act('duty', `${alarmed.id}/moves`, { command: 'close', outcome: 'exempt' });
  expect(closed.body).toMatchObject({ state: 'closed', outcome: 'exempt' });
  expect(minutesBetween(ALARM, closed.body.closedAt)).toBe(144);
  const { steps, course } = await app.file(alarmed.id);
  expect(steps.map((step) => step.stands)).toEqual(steps.map(() => 'done'));
  expect(course.map((line) => line.what)).toEqual([
    'opened',
    'verify',
    'dispatch',
    'sign',
    'handle',
    'attachment',
    'feedback',
    'close',
  ]);
  expect(course.every((line) => line.seq > 0 && line.at >= new Date(ALARM).toISOString())).toBe(true);
});

it('the same shop a second time is not exempt, and is fined', async () => {
  const again = async (lat: number): Promise<Incident> => {
    const incident = await app.open('camera', alarm('水果店', lat));
    await app.db.query("update incident set object = 'shop-17' where id = $1", [incident.id]);
    await app.act('operator', `${incident.id}/moves`, { command: 'verify' });
    await app.dispatch(incident.id, ['officer']);
    for (const command of ['sign', 'handle']) await app.act('officer', `${incident.id}/moves`, { command });
    await app.photograph('officer', incident.id, 'after');
    return (await app.act('officer', `${incident.id}/moves`, { command: 'feedback' })).body;
  };
  const first = await again(38.73);
  expect((await app.act('duty', `${first.id}/moves`, { command: 'close', outcome: 'exempt' })).body.outcome).toBe(
    'exempt',
  );
  const second = await again(38.73);
  expect(second.id).not.toBe(first.id);
  const refused = await app.act('duty', `${second.id}/moves`, { command: 'close', outcome: 'exempt' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'incident/not-first-offence' } });
  await app.act('duty', `${second.id}/moves`, { command: 'penalise', reason: '一年内再次违反' });
  const fined = await app.act('duty', `${second.id}/moves`, { command: 'close', outcome: 'penalty' });
  expect(fined.body).toMatchObject({ state: 'closed', outcome: 'penalty' });
});

it('an alarm inside a permitted place and hour is closed as permitted; outside of the hours it is not', async () => {
  const ring = [
    [120.06, 38.76],
    [120.08, 38.76],
    [120.08, 38.78],
    [120.06, 38.78],
  ];
  const permit = {
    name: '早市',
    types: ['street.trading_outside'],
    ring,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    source: '公告',
  };
  const hours = { from: '13:00', to: '14:00', validFrom: '2026-01-01', validTo: null };
  const admin = await app.as('admin');
  const made = await admin.json<{ id: string }>('POST', '/api/v1/permits', { ...permit, ...hours });
  expect(made.status).toBe(201);
  const inside = { location: { lon: 120.07, lat: 38.77 } };
  const permitted = await app.open('camera', { ...alarm('早市摊位', 38.77), ...inside });
  await eventually(
    async () => (await app.file(permitted.id)).state,
    (state) => state === 'permitted',
  );
  expect(await app.file(permitted.id)).toMatchObject({
    outcome: 'permitted',
    lane: null,
    course: [{}, { what: 'permit', note: '早市', by: null }],
  });
  expect((await admin.send('DELETE', `/api/v1/permits/${made.body.id}`)).status).toBe(204);
  const later = await app.open('camera', { ...alarm('早市摊位', 38.77), ...inside });
  expect(later).toMatchObject({ state: 'alarmed', lane: 'review' });
  expect((await (await app.as('duty')).send('POST', '/api/v1/permits', { ...permit, ...hours })).status).toBe(403);
});
