import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { latLngToCell } from 'h3-js';
import { connectAsync, type MqttClient } from 'mqtt';
import type { AlarmCard } from '../../protocol/alarm.js';
import type { AlarmFile, AlarmPage, AlarmsChanged } from '../../protocol/alarm-command.js';
import type { Dispatched } from '../../protocol/dispatch.js';
import type { Incident, IncidentFile } from '../../protocol/incident.js';
import type { MapCounts } from '../../protocol/map-counts.js';
import type { MoveCommand } from '../../protocol/procedure.js';
import type { RiskCells, RiskExplanation } from '../../protocol/risk.js';
import type { SensorFile, SensorReadings } from '../../protocol/sensor.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../support/alarms.js';
import { openBroker, type Broker } from '../support/broker.js';
import { setCityTime } from '../support/city-time.js';
import { eventually } from '../support/eventually.js';
import { stateRisk } from '../support/risk.js';
import { seedUnits, unitOf } from '../support/units.js';

/**
 * 燃气泄漏：探头读数经 MQTT 到达，告警，风险图红格，审核，立为事件，派燃气抢修，到场受控，结束，红格消退。Everything by what a city, its devices and its people
 * have: MQTT and HTTP. Each stop names the one before and the one after, and the map of any minute is afterwards what it was then.
 */
const DAY = '2026-06-18';
const at = (time: string) => `${DAY}T${time}+08:00`;
const [HERE] = districtPoints();
if (!HERE) throw new Error('the demo city has districts');
const CELL = latLngToCell(HERE.lat, HERE.lon, 9);

// Each stop begins where the one before ended: one alone is never tried again.
jest.retryTimes(0);

let broker: Broker;
let device: MqttClient;
let app: AlarmStage;
beforeAll(async () => {
  broker = await openBroker();
  app = await bootAlarms([{ id: 'CH4-7', metric: 'ch4', ...HERE }], {
    ...{ CITY_CLOCK: `${at('09:30:00')}@1`, MQTT_URL: broker.url, DISPATCH_UNDO: '1s' },
  });
  device = await connectAsync(broker.url, { clientId: 'gateway' });
  await seedUnits(app, {
    units: [
      unitOf('RQ-3', { nameZh: '燃气抢修柳堰班', type: 'gas', skills: ['gas'], fields: [], district: HERE.code }),
    ],
  });
  const accounts = await ask<{ id: string; username: string }[]>('admin', 'accounts');
  const officer = accounts.find(({ username }) => username === 'officer')?.id;
  await ask('admin', `accounts/${officer}`, { unit: 'RQ-3' }, 'PATCH');
  await eventually(
    () => broker.connections(),
    (n) => n === 2,
    10_000,
  );
}, 90_000);
afterAll(async () => {
  await device?.endAsync(true);
  await app?.close();
  await broker?.close();
}, 30_000);

async function ask<T>(who: string, path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
  const { status, body: answer } = await (await app.as(who)).json<T>(method, `/api/v1/${path}`, body);
  if (status >= 300) throw new Error(`${who} ${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}
const measure = (time: string, value: number) =>
  device.publishAsync('in/iot-gas/sensors/CH4-7', JSON.stringify({ value, at: at(time), unit: '%LEL' }), { qos: 1 });
const explain = (query = '') => ask<RiskExplanation>('operator', `risk/cells/${CELL}${query}`);
/** The reasons of the cell once they are as wanted; the next look of the index, ten seconds of a rest otherwise, is had at once. */
const stated = (holds: (why: RiskExplanation) => boolean) =>
  until(async () => {
    await stateRisk(app);
    return explain();
  }, holds);
const shown = (why: RiskExplanation) => why.contributions.map(({ kind, ref, over }) => ({ kind, ref, over }));
async function until<T>(look: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  let last: T | undefined;
  await eventually(async () => (last = await look()), holds, 25_000);
  return last as T;
}

/** What the map shows: its cells, the reasons of the cell of the leak, and the figures of its layers, with the moment of each. */
async function look(query: { cells: string; why: string; counts: string } = { cells: '', why: '', counts: '' }) {
  return {
    cells: await ask<RiskCells>('operator', `risk/cells?res=9${query.cells}`),
    why: await explain(query.why.replace('&', '?')),
    counts: await ask<MapCounts>('operator', `map/counts${query.counts.replace('&', '?')}`),
  };
}
type Sight = Awaited<ReturnType<typeof look>>;
const kept: Sight[] = [];
/** Looks at the map as it is, and keeps what it showed. */
async function keep(): Promise<Sight> {
  const sight = await look();
  kept.push(sight);
  return sight;
}
const ofSensors = ({ counts }: Sight, standing: string) =>
  counts.counts.find(({ layer, part }) => layer === 'sensors' && part === standing)?.n;
const incidentsOn = ({ counts }: Sight) => counts.counts.find((c) => c.layer === 'incidents' && c.part === null)?.n;

let alarm: AlarmFile;
let incident: Incident;

it('a sensor that was never heard is unknown; a minute after its first reading the place is calm', async () => {
  await stated(({ unknown }) => unknown.length === 1);
  expect(ofSensors(await keep(), 'no-data')).toBe(1);
  await measure('09:29:50', 2);
  await setCityTime(app, at('09:31:30'));
  await stated(({ unknown }) => unknown.length === 0);
  const calm = await keep();
  expect([calm.why.value, calm.cells.cells, ofSensors(calm, 'ok')]).toEqual([0, [], 1]);
}, 60_000);

it('the clock goes on by minutes at once: a reading of the new minute is taken, raises its alarm, and the cell is red', async () => {
  await setCityTime(app, at('09:41:00'));
  await measure('09:40:55', 31);
  const { items } = await until(
    () => ask<AlarmPage>('operator', 'alarms?tab=standing'),
    ({ items: found }) => found.some(({ rule }) => rule === 'gas-high-25'),
  );
  const { id } = items.find(({ rule }) => rule === 'gas-high-25') as AlarmCard;
  alarm = await ask<AlarmFile>('operator', `alarms/${id}`);
  const [raised] = alarm.course;
  expect(raised).toMatchObject({ what: 'raised', value: 31, valueAt: new Date(at('09:40:55')).toISOString() });
  expect(raised?.cause).toEqual(expect.any(Number));
  expect(alarm).toMatchObject({ sensor: 'CH4-7', priority: 2, unit: '%LEL', limit: 25, incident: null });
  const readings = await ask<SensorReadings>(
    'operator',
    `sensors/CH4-7/readings?${new URLSearchParams({ from: at('09:00:00'), to: at('10:00:00') }).toString()}`,
  );
  expect(readings.points).toContainEqual(expect.objectContaining({ at: raised?.valueAt, value: 31 }));
  const sensor = await ask<SensorFile>('operator', 'sensors/CH4-7');
  expect(sensor.alarms.map((card) => card.id)).toContain(alarm.id);
  const red = await stated(({ level }) => level === 3);
  expect(shown(red)).toEqual([{ kind: 'alarm', ref: alarm.id, over: false }]);
  expect(red.contributions[0]).toMatchObject({ sensor: 'CH4-7', points: red.value, since: alarm.activeAt });
  const sight = await keep();
  expect([ofSensors(sight, 'alarm'), incidentsOn(sight)]).toEqual([1, 0]);
}, 60_000);

it('somebody recognises it and has it reviewed: it is an incident only after a person said so', async () => {
  await setCityTime(app, at('09:43:00'));
  await ask<AlarmsChanged>('operator', 'alarms/acknowledgements', { alarms: [alarm.id] });
  await ask('operator', `alarms/${alarm.id}/referral`, {});
  alarm = await until(
    () => ask<AlarmFile>('operator', `alarms/${alarm.id}`),
    (file) => file.incident !== null,
  );
  const file = await ask<IncidentFile>('operator', `incidents/${alarm.incident}`);
  expect(file).toMatchObject({ no: alarm.incidentNo, type: 'acc.infra.gas_leak', lane: 'review', reviewed: false });
  expect(file.reported).toMatchObject([{ source: 'alarms', record: alarm.id, how: 'opened' }]);
  const opened = file.course.find(({ what }) => what === 'opened');
  const linked = alarm.course.find(({ what }) => what === 'linked');
  expect([opened?.cause, linked?.cause]).toEqual([expect.any(Number), opened?.seq]);
  expect((await explain()).value).toBeGreaterThanOrEqual(8000);
  const why = await stated(({ contributions }) => contributions.some(({ kind }) => kind === 'incident'));
  expect(shown(why)).toContainEqual({ kind: 'incident', ref: alarm.incidentNo, over: false });
  expect(incidentsOn(await keep())).toBe(1);
  incident = await move('operator', 'verify');
  expect(incident).toMatchObject({ lane: 'dispatch', reviewed: true });
}, 60_000);

const move = (who: string, command: MoveCommand) =>
  ask<Incident>(who, `incidents/${alarm.incident}/moves`, { command });

it('gas repair is sent, comes, and has it under control; the reading falls, the alarm returns, and it is closed', async () => {
  await setCityTime(app, at('09:45:00'));
  const sent = await ask<Dispatched>('duty', `incidents/${incident.id}/assignments`, {
    ...{ units: ['RQ-3'], expectedVersion: incident.version },
  });
  expect(sent.assignments).toMatchObject([{ unit: 'RQ-3', incident: incident.id, first: true }]);
  await move('officer', 'sign');
  await setCityTime(app, at('09:58:00'));
  expect(await move('officer', 'handle')).toMatchObject({ lane: 'onsite' });
  await keep();
  await setCityTime(app, at('10:20:00'));
  await measure('10:18:00', 3);
  await measure('10:19:30', 2);
  await until(
    () => ask<AlarmFile>('operator', `alarms/${alarm.id}`),
    ({ state, closedAt }) => state === 'normal' && closedAt !== null,
  );
  await move('officer', 'feedback');
  const closed = await move('duty', 'close');
  expect(closed).toMatchObject({ state: 'closed', lane: null });
  const isOver = ({ contributions }: RiskExplanation) =>
    contributions.every(({ kind, over }) => over || (kind !== 'alarm' && kind !== 'incident'));
  const over = await stated(isOver);
  expect(shown(over)).toEqual(
    expect.arrayContaining([
      { kind: 'alarm', ref: alarm.id, over: true },
      { kind: 'incident', ref: incident.no, over: true },
    ]),
  );
  expect(incidentsOn(await keep())).toBe(0);
}, 60_000);

it('the cell decays by halves, names what it still decays from, and is calm when the day has forgotten', async () => {
  const raw = (kept.at(-1) as Sight).why.contributions.reduce((sum, { points }) => sum + Math.max(0, points), 0);
  for (const [time, left] of [
    ['11:20:30', 1 / 2],
    ['12:20:30', 1 / 4],
  ] as const) {
    await setCityTime(app, at(time));
    await measure(time, 2);
    const why = await stated(({ value }) => value < raw * left * 1.05);
    expect(why.value).toBeGreaterThan(raw * left * 0.95);
    expect(why.contributions.reduce((sum, { points }) => sum + points, 0)).toBe(why.value);
    expect(shown(why)).toContainEqual({ kind: 'incident', ref: incident.no, over: true });
    await keep();
  }
  await setCityTime(app, at('16:30:00'));
  await measure('16:29:55', 2);
  await stated(({ value }) => value === 0);
  await keep();
}, 90_000);

it('the map of each of those moments, and of whole minutes between, is what it showed then', async () => {
  expect(kept.map(({ why }) => why.level)).toEqual([0, 0, 3, 3, 3, 3, 2, 0, 0]);
  for (const then of kept) {
    const again = await look({
      cells: `&at=${then.cells.at}`,
      why: `&at=${then.why.at}`,
      counts: `&at=${then.counts.asOf.at}`,
    });
    expect(again.cells).toEqual(then.cells);
    expect(again.why).toEqual(then.why);
    expect(again.counts.counts.map(({ layer, part, n }) => [layer, part, n])).toEqual(
      then.counts.counts.map(({ layer, part, n }) => [layer, part, n]),
    );
  }
  const whole = async (time: string) => (await explain(`?at=${new Date(at(time)).toISOString()}`)).level;
  expect(await Promise.all(['09:41:00', '09:43:00', '09:57:00', '12:00:00'].map(whole))).toEqual([0, 3, 3, 2]);
  // What happened since moved none of it: the reasons of the red cell still name an alarm that had no incident then.
  const red = kept[2] as Sight;
  expect(shown(red.why)).toEqual([{ kind: 'alarm', ref: alarm.id, over: false }]);
}, 60_000);
