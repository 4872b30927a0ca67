import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Dispatched } from '../../protocol/dispatch.js';
import type { Incident } from '../../protocol/incident.js';
import type { NoticeList } from '../../protocol/notice.js';
import type { ObjectFile } from '../../protocol/object.js';
import { setCityTime } from '../support/city-time.js';
import { eventually } from '../support/eventually.js';
import { GATEWAY_SECRET, sendReceipts, startGateway, type Gateway } from '../support/gateway.js';
import { bootIncidents, type IncidentApp } from '../support/incidents.js';
import { registerShops, shopOf } from '../support/objects.js';
import { seedUnits, unitOf } from '../support/units.js';

/**
 * 浦东：下午 1 时 36 分告警，指挥中心审核，派单到街镇中队，同时向商户负责人推送短信，24 小时内改正；下午 4 时复查拍照，结案。首违免罚，
 * 再犯处罚。Everything by what a city, its sources and its people have: HTTP.
 */
const ALARM = '2026-06-18T13:36:00+08:00';
const OWNER = { name: '王小明', phone: '13912345678' };
let app: IncidentApp;
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  app = await bootIncidents({
    ...{ CITY_CLOCK: `${ALARM}@1`, DISPATCH_UNDO: '1s' },
    ...{ SMS_GATEWAY_URL: `${gateway.url}/sms`, SMS_GATEWAY_SECRET: GATEWAY_SECRET },
  });
  await seedUnits(app, { units: [unitOf('S1', { nameZh: '街镇中队', phone: '13900000001', capacity: 20 })] });
  const admin = await app.as('admin');
  const accounts = (await admin.json<{ id: string; username: string }[]>('GET', '/api/v1/accounts')).body;
  const officer = accounts.find((a) => a.username === 'officer')?.id;
  await admin.json('PATCH', `/api/v1/accounts/${officer}`, { unit: 'S1' });
  const at = (lat: number) => ({ location: { lon: 120.03, lat, crs: 'wgs84' as const } });
  await registerShops(app, [
    shopOf('shop-17', { nameZh: '老王早点铺', category: 'catering', contact: OWNER, ...at(38.71) }),
    shopOf('shop-18', { nameZh: '鲜果坊', contact: { ...OWNER, phone: '13800001111' }, ...at(38.73) }),
  ]);
}, 60_000);
afterAll(async () => {
  await app?.close();
  await gateway?.close();
});

const clockAt = (time: string) => setCityTime(app, `2026-06-18T${time}:00+08:00`);
const minutesBetween = (from: string, to: string | null) =>
  Math.round((Date.parse(to ?? '') - Date.parse(from)) / 60_000);
const alarm = (title: string, lat: number) => ({
  ...{ type: 'street.trading_outside', title, occurredAt: ALARM },
  location: { lon: 120.03, lat },
});
const move = (username: string, id: string, body: object) => app.act(username, `${id}/moves`, body);
const assign = async ({ id, version }: Incident): Promise<void> => {
  const body = { units: ['S1'], expectedVersion: version };
  const sent = await (await app.as('duty')).json<Dispatched>('POST', `/api/v1/incidents/${id}/assignments`, body);
  expect(sent.status).toBe(201);
};
const toOwner = async (id: string) => {
  const { notices } = (await (await app.as('duty')).json<NoticeList>('GET', `/api/v1/incidents/${id}/notices`)).body;
  return notices.filter((n) => n.receiver.startsWith('object:'));
};
const shop = async (code: string) =>
  (await (await app.as('operator')).json<ObjectFile>('GET', `/api/v1/objects/${code}`)).body;
/** From the review to the officer's report with a photo. */
const putRight = async (incident: Incident): Promise<Incident> => {
  await assign((await move('operator', incident.id, { command: 'verify' })).body);
  for (const command of ['sign', 'handle']) await move('officer', incident.id, { command });
  await app.photograph('officer', incident.id, 'after');
  return (await move('officer', incident.id, { command: 'feedback' })).body;
};

it('an alarm of 13:36 is reviewed, dispatched with an SMS to the owner, re-inspected at 16:00 and closed after 144 minutes', async () => {
  const alarmed = await app.open('camera', { ...alarm('跨门营业', 38.71), object: 'shop-17' });
  expect(alarmed).toMatchObject({ procedure: 'street-order', state: 'alarmed', lane: 'review' });
  expect(minutesBetween(ALARM, alarmed.dueAt)).toBe(24 * 60);
  const { object } = await app.file(alarmed.id);
  expect(object).toMatchObject({ code: 'shop-17', nameZh: '老王早点铺', grade: 'green', offences: 0, months: 12 });
  const early = await (
    await app.as('duty')
  ).json('POST', `/api/v1/incidents/${alarmed.id}/assignments`, {
    units: ['S1'],
    expectedVersion: alarmed.version,
  });
  expect(early.status).toBe(409);
  await clockAt('13:38');
  const reviewed = await move('operator', alarmed.id, { command: 'verify' });
  expect(reviewed.body).toMatchObject({ state: 'confirmed', lane: 'dispatch', reviewed: true });
  await assign(reviewed.body);
  await eventually(
    async () => (await toOwner(alarmed.id))[0]?.state,
    (state) => state === 'sent',
    6000,
  );
  const sms = gateway.arrived.find((a) => a.body.to === OWNER.phone);
  expect(sms?.body.text).toBe(`商户您好：老王早点铺发现店外经营，请于06-19 13:36前整改，届时复查。编号${alarmed.no}。`);
  await sendReceipts(app.url, [{ id: sms?.body.id, state: 'delivered' }]);
  expect(await toOwner(alarmed.id)).toMatchObject([
    { template: 'rectify', state: 'delivered', name: '老王早点铺', address: '139****5678' },
  ]);
  for (const command of ['sign', 'handle']) await move('officer', alarmed.id, { command });
  await clockAt('16:00');
  expect((await move('officer', alarmed.id, { command: 'feedback' })).body.code).toBe('incident/after-photo-missing');
  await app.photograph('officer', alarmed.id, 'after');
  expect((await move('officer', alarmed.id, { command: 'feedback' })).body).toMatchObject({ state: 'rectified' });
  const closed = await move('duty', alarmed.id, { command: 'close', outcome: 'exempt' });
  expect(closed.body).toMatchObject({ state: 'closed', outcome: 'exempt' });
  expect(minutesBetween(ALARM, closed.body.closedAt)).toBe(144);
  const { steps, course } = await app.file(alarmed.id);
  expect(steps.map((step) => step.stands)).toEqual(steps.map(() => 'done'));
  const told = course.filter((line) => line.type.startsWith('incident.')).map((line) => line.what);
  expect(told).toEqual(['opened', 'verify', 'dispatch', 'sign', 'handle', 'attachment', 'feedback', 'close']);
  expect(course.map((line) => line.type)).toContain('notice.delivered');
  expect(course.every((line) => line.seq > 0 && line.at >= new Date(ALARM).toISOString())).toBe(true);
  // 10 points of the trade and 15 of the offence.
  expect(await shop('shop-17')).toMatchObject({ grade: 'green', offences: 1, reason: { score: 25, offences: 1 } });
});

it('the same shop a second time is not exempt, is fined, and is looked after more closely', async () => {
  // This camera does not know shops: the name in its title and the place do.
  const first = await putRight(await app.open('camera', alarm('鲜果坊店外经营', 38.7302)));
  expect((await app.file(first.id)).object).toMatchObject({ code: 'shop-18', offences: 0 });
  const exempt = await move('duty', first.id, { command: 'close', outcome: 'exempt' });
  expect(exempt.body.outcome).toBe('exempt');
  const second = await putRight(await app.open('camera', { ...alarm('店外经营', 38.73), object: 'shop-18' }));
  expect(second.id).not.toBe(first.id);
  expect((await app.file(second.id)).object).toMatchObject({ code: 'shop-18', offences: 1 });
  const refused = await move('duty', second.id, { command: 'close', outcome: 'exempt' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'incident/not-first-offence' } });
  await move('duty', second.id, { command: 'penalise', reason: '一年内再次违反' });
  const fined = await move('duty', second.id, { command: 'close', outcome: 'penalty' });
  expect(fined.body).toMatchObject({ state: 'closed', outcome: 'penalty' });
  await eventually(
    () => shop('shop-18'),
    ({ reason }) => reason.offences === 2,
  );
  // 30 points of two offences, and a trade that weighs nothing.
  expect(await shop('shop-18')).toMatchObject({ grade: 'yellow', reason: { score: 30 } });
});

it('what the gateway cannot deliver to the owner is shown; what is taken back is corrected', async () => {
  const confirmed = async (lat: number) => {
    const { id } = await app.open('camera', { ...alarm('再次店外经营', lat), object: 'shop-17', priority: 1 });
    return (await move('operator', id, { command: 'verify' })).body;
  };
  const incident = await confirmed(38.75);
  await assign(incident);
  await eventually(
    () => toOwner(incident.id),
    ([n]) => n?.state === 'sent',
    6000,
  );
  const [sms] = await toOwner(incident.id);
  await sendReceipts(app.url, [{ id: sms?.id, state: 'failed', code: 'absent' }]);
  expect((await toOwner(incident.id))[0]).toMatchObject({ state: 'failed' });
  const other = await confirmed(38.76);
  await assign(other);
  await eventually(
    () => toOwner(other.id),
    ([n]) => n?.state === 'sent',
    6000,
  );
  await app.act('duty', `${other.id}/assignments/undo`, {});
  await eventually(
    () => toOwner(other.id),
    (all) => all.length === 2 && all.every((n) => n.state === 'sent'),
    6000,
  );
  expect((await toOwner(other.id)).map((n) => n.template)).toEqual(['rectify', 'notice-withdrawn']);
});

it('an alarm inside a permitted place and hour is closed as permitted; outside of the hours it is not', async () => {
  await clockAt('13:36');
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
