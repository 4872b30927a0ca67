import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmCard } from '../../../protocol/alarm.js';
import type { AlarmFile, AlarmsChanged } from '../../../protocol/alarm-command.js';
import type { Incident } from '../../../protocol/incident.js';
import type { Problem } from '../../../protocol/problem.js';
import type { IntakeHealth } from '../../../protocol/live/intake-health.js';
import type { Rows } from '../../../protocol/rows.js';
import type { SensorFile, SensorReadings } from '../../../protocol/sensor.js';
import { AlarmsWatch } from '../../../server/domain/alarms/alarms.watch.js';
import { everyCountOpensItsRows } from '../../support/alarm-rows.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../../support/alarms.js';
import { eventually } from '../../support/eventually.js';
import { connectLive } from '../../support/live-client.js';

const HOUR_S = 3600;
const [first, second] = districtPoints();
if (!first || !second) throw new Error('the demo city has districts');
const sensor = (id: string, metric: 'ch4' | 'level' | 'rain', place = first) => ({ id, metric, ...place });

let stage: AlarmStage;
beforeAll(async () => {
  stage = await bootAlarms([
    ...['W1', 'W2', 'W3', 'W4', 'W5'].map((id) => sensor(id, 'level')),
    ...['G1', 'G2', 'G3', 'G4'].map((id) => sensor(id, 'ch4')),
    { ...sensor('G5', 'ch4'), frozenAfterSeconds: 600 },
    ...['G6', 'G7', 'G8'].map((id) => sensor(id, 'ch4')),
    sensor('R1', 'rain', second),
  ]);
}, 90_000);
afterAll(() => stage?.close());

const open = async (subject: string) =>
  (await stage.alarms(subject)).filter((card) => card.closedAt === null).sort((a, b) => (a.rule < b.rule ? -1 : 1));
const in_ = (hours: number) => new Date(Date.now() + hours * HOUR_S * 1000).toISOString();
async function post<T>(who: string, path: string, body?: object, method = 'POST') {
  return (await stage.as(who)).json<T & Problem>(method, `/api/v1/${path}`, body);
}

describe('a condition', () => {
  it('raises one alarm after its on delay, counts how often it comes, and closes when it has gone and was seen', async () => {
    // 15 cm: a minute on, a minute off, 2 cm of dead band.
    await stage.measure('iot-water', [['W1', 900, 16]]);
    expect(await open('W1')).toEqual([]);
    await stage.measure('iot-water', [
      ['W1', 840, 16],
      ['W1', 780, 14],
      ['W1', 720, 15],
      ['W1', 660, 14],
    ]);
    // Below the limit, not by the dead band: it stands.
    expect(await open('W1')).toMatchObject([
      { rule: 'level-high-15', state: 'unacknowledged', count: 1, value: 14, peak: 16, limit: 15, unit: 'cm' },
      { rule: 'level-high-5', hidden: 'suppressed' },
    ]);
    await stage.measure('iot-water', [
      ['W1', 600, 3],
      ['W1', 540, 3],
    ]);
    expect(await open('W1')).toMatchObject([{ rule: 'level-high-15', state: 'returned' }]);
    await stage.measure('iot-water', [
      ['W1', 480, 17],
      ['W1', 420, 18],
    ]);
    const again = (await open('W1')).find((card) => card.rule === 'level-high-15') as AlarmCard;
    expect(again).toMatchObject({ state: 'unacknowledged', count: 2, peak: 18 });
    const acked = await post<AlarmsChanged>('operator', 'alarms/acknowledgements', { alarms: [again.id] });
    expect(acked.body.changed).toMatchObject([{ id: again.id, state: 'acknowledged', ackedBy: 'operator' }]);
    expect((await post<AlarmsChanged>('operator', 'alarms/acknowledgements', { alarms: [again.id] })).body).toEqual({
      ...{ changed: [], unchanged: [again.id] },
    });
    await stage.measure('iot-water', [
      ['W1', 360, 2],
      ['W1', 300, 2],
    ]);
    expect((await open('W1')).map((card) => card.rule)).not.toContain('level-high-15');
    const { body: file } = await post<AlarmFile>('operator', `alarms/${again.id}`, undefined, 'GET');
    expect(file.course.map((line) => line.what)).toEqual(
      expect.arrayContaining(['raised', 'returned', 'repeated', 'acknowledged']),
    );
    const { rows } = await stage.db.query('select sum(count)::int as n from alarm');
    expect((await stage.db.query('select count(*)::int as n from alarm_activation')).rows).toEqual(rows);
  });

  it('of history, of a late reading, or of a value that cannot be, raises nothing of the world', async () => {
    await stage.measure('iot-gas', [['G1', 7 * HOUR_S, 80]]);
    await stage.measure('iot-gas', [['G1', 60, 2]]);
    await stage.measure('iot-gas', [['G1', 1800, 80]]);
    expect(await stage.alarms('G1')).toEqual([]);
    await stage.measure('iot-gas', [
      ['G1', 30, 180],
      ['G1', 20, 60, 'bad'],
    ]);
    expect(await open('G1')).toMatchObject([{ rule: 'sensor-range', condition: 'out-of-range', value: 180 }]);
  });

  it('that its rule refers goes through review, and the alarm knows its incident', async () => {
    await stage.measure('iot-gas', [['G2', 5, 55]]);
    const alarm = (await open('G2')).find((card) => card.rule === 'gas-high-50') as AlarmCard;
    expect(alarm.referredAt).not.toBeNull();
    await eventually(
      async () => (await open('G2')).find((card) => card.id === alarm.id)?.incidentNo ?? null,
      (no) => no !== null,
      10_000,
    );
    const { incidentNo } = (await open('G2')).find((card) => card.id === alarm.id) as AlarmCard;
    const { body: incident } = await post<Incident>('operator', `incidents/${incidentNo}`, undefined, 'GET');
    expect(incident).toMatchObject({ type: 'acc.infra.gas_leak', source: 'alarms', lane: 'review', reviewed: false });
    expect(incident.title).toBe('G2 号 甲烷二级报警 55 %LEL（限 50）');
    const late = await post('operator', `alarms/${alarm.id}/referral`, {});
    expect([late.status, late.body.code]).toEqual([409, 'alarm/referred-before']);
  });
});

describe('what time brings', () => {
  const watch = () => stage.app.get(AlarmsWatch, { strict: false });
  /** Moves what was heard of a sensor back in time. */
  const age = (id: string, of: { last: number; heard?: number; same?: number }) =>
    stage.db.query(
      `update sensor_watch set last_at = city_now() - $2 * interval '1 second', heard_at = city_now() - $3 * interval '1 second',
         same_since = city_now() - $4 * interval '1 second' where sensor = $1`,
      [id, of.last, of.heard ?? of.last, of.same ?? of.last],
    );
  const turned = async (id: string, wanted: (cards: AlarmCard[]) => boolean) => {
    await eventually(async () => (await watch().turn(), open(id)), wanted, 8000);
    return open(id);
  };

  it('silence is no-data and nothing else; a sensor that is heard and measures in the past has a wrong clock', async () => {
    await stage.measure('iot-gas', [
      ['G3', 5, 2],
      ['G4', 5, 2],
      ['G5', 5, 2],
    ]);
    await age('G3', { last: 400 });
    expect(await turned('G3', (cards) => cards.length > 0)).toMatchObject([
      { condition: 'no-data', state: 'unacknowledged' },
    ]);
    const { body: silent } = await post<SensorFile>('operator', 'sensors/G3', undefined, 'GET');
    expect(silent).toMatchObject({ health: 'no-data', lastValue: 2 });
    await age('G5', { last: 5, same: 700 });
    expect(await turned('G5', (cards) => cards.length > 0)).toMatchObject([{ condition: 'frozen' }]);
    await age('G4', { last: HOUR_S, heard: 5 });
    await watch().turn();
    await eventually(
      async () => (
        await watch().turn(),
        (await stage.db.query("select from alarm_point where subject = 'G4'")).rowCount
      ),
      (n) => n === 1,
    );
    await stage.db.query("update alarm_point set since = city_now() - interval '10 minutes' where subject = 'G4'");
    expect(await turned('G4', (cards) => cards.length > 0)).toMatchObject([{ condition: 'clock-skew' }]);
    await stage.measure('iot-gas', [
      ['G3', 1, 3],
      ['G4', 1, 3],
      ['G5', 1, 3],
    ]);
    expect(await turned('G3', ([card]) => card?.state === 'returned')).toMatchObject([{ condition: 'no-data' }]);
  });

  it('a clock a day ahead, or a day behind, is said to be wrong, not silent, and raises nothing of the world', async () => {
    const health = async (id: string) =>
      (await post<SensorFile>('operator', `sensors/${id}`, undefined, 'GET')).body.health;
    const rows = async (of = '') =>
      (await post<Rows>('operator', `rows?query=sensors.total&limit=500${of}`, undefined, 'GET')).body.rows;
    const standing = async () => Object.fromEntries((await rows()).map((row) => [String(row.id), row.standing]));
    const told = async () => (await post<IntakeHealth>('operator', 'intake-health', undefined, 'GET')).body.totals;
    // G6 was never heard with its clock right, G7 and G8 were.
    await stage.measure('iot-gas', [
      ['G7', 2, 1],
      ['G8', 2, 1],
    ]);
    const wrong = [
      ['G6', -24 * HOUR_S, 80],
      ['G7', -24 * HOUR_S, 80],
      ['G8', 24 * HOUR_S, 80],
    ] as const;
    const { accepted, rejected } = await stage.send('iot-gas', wrong);
    expect([accepted, ...rejected.map(({ code }) => code)]).toEqual([1, ...Array(2).fill('reading/from-the-future')]);
    await stage.db.query(
      "update sensor_watch set last_at = city_now() - interval '400 s' where sensor in ('G7', 'G8')",
    );
    const skewed = ['G6', 'G7', 'G8'];
    await eventually(
      async () => (
        await watch().turn(),
        (await stage.db.query('select from alarm_point where subject = any ($1)', [skewed])).rowCount
      ),
      (n) => n === 3,
      8000,
    );
    await stage.db.query("update alarm_point set since = city_now() - interval '10 minutes' where subject = any ($1)", [
      skewed,
    ]);
    for (const id of skewed) {
      expect(await turned(id, (cards) => cards.length > 0)).toMatchObject([{ condition: 'clock-skew' }]);
      expect(await health(id)).toBe('clock-skew');
    }
    expect(await standing()).toMatchObject({ G6: 'faulty', G7: 'faulty', G8: 'faulty' });
    const off = (await rows('&condition=clock-skew')).map((row) => row.id);
    await eventually(told, ({ clockSkew }) => clockSkew === off.length && skewed.every((id) => off.includes(id)));
    await stage.measure(
      'iot-gas',
      skewed.map((id) => [id, 1, 2]),
    );
    for (const id of skewed) await turned(id, ([card]) => card?.state === 'returned');
    expect(await standing()).toMatchObject({ G6: 'ok', G7: 'ok', G8: 'ok' });
  });

  it('a shelved alarm comes back by itself, and nobody shelves for longer than its priority allows', async () => {
    await stage.measure('iot-water', [['W2', 5, 45]]);
    const alarm = (await open('W2')).find((card) => card.rule === 'level-high-40') as AlarmCard;
    const shelve = (hours: number) =>
      post<AlarmCard>('operator', `alarms/${alarm.id}/shelving`, {
        reason: 'known-work',
        until: in_(hours),
        note: '养护在场',
      });
    const long = await shelve(9);
    expect([long.status, long.body.code, long.body.errors?.[0]?.pointer]).toEqual([422, 'alarm/bad-until', '/until']);
    expect((await shelve(1)).body).toMatchObject({
      hidden: 'shelved',
      hiddenBy: 'operator',
      hiddenReason: 'known-work',
    });
    await eventually(
      async () => (await stage.live()).counts.shelved,
      (n) => n === 1,
    );
    await stage.db.query("update alarm set hidden_until = city_now() - interval '1 second' where id = $1", [alarm.id]);
    await turned('W2', (cards) => cards.some((card) => card.id === alarm.id && card.hidden === null));
    const { rows } = await stage.db.query(
      "select detail ->> 'reason' as reason from audit_entry where action = 'alarm.shelved'",
    );
    expect(rows).toEqual([{ reason: 'known-work' }]);
  });

  it('a sensor out of service is recorded and shown to nobody until it is back', async () => {
    expect((await post('operator', 'sensors/W3/outage', { reason: 'maintenance', until: in_(2) })).status).toBe(204);
    await stage.measure('iot-water', [['W3', 5, 45]]);
    const cards = await open('W3');
    expect(cards.length).toBeGreaterThan(0);
    expect(cards.every((card) => card.hidden === 'disabled' || card.hidden === 'suppressed')).toBe(true);
    expect((await post('operator', 'sensors/W3/outage', undefined, 'DELETE')).status).toBe(204);
    expect((await open('W3')).find((card) => card.rule === 'level-high-40')).toMatchObject({ hidden: null });
  });
});

describe('what people see', () => {
  it('is the same over the socket and over HTTP, and every count opens its rows', async () => {
    const { cookie } = await stage.as('operator');
    const reader = await connectLive(stage.url, { cookie });
    expect(await reader.watch('alarms')).toEqual({ ok: true });
    await eventually(
      () => reader.snapshots.length,
      (n) => n > 0,
    );
    await stage.measure('iot-rain', [
      ['R1', 70, 60],
      ['R1', 5, 62],
    ]);
    await eventually(() => reader.at('alarms').state.groups.some((group) => group.cause === 'rain'), Boolean, 8000);
    const live = await stage.live();
    const folded = reader.at('alarms').state;
    expect(folded.groups).toEqual(live.groups);
    expect(folded.counts).toEqual(live.counts);
    reader.socket.close();
    expect(live.counts.standing).toBe(live.counts.unacknowledged + live.counts.acknowledged);
    expect(live.groups.reduce((sum, group) => sum + group.n, 0)).toBe(live.counts.standing);
    expect(live.window[0]?.priority).toBe(1);
    await everyCountOpensItsRows(stage, live);
  });

  it('is found by a word of its sensor or its rule, where a wildcard is a letter like any other', async () => {
    const list = (q: string) =>
      post<{ items: AlarmCard[] }>('operator', `alarms?q=${encodeURIComponent(q)}`, undefined, 'GET');
    const found = async (q: string) => [...new Set((await list(q)).body.items.map((line) => line.subject))];
    for (const one of ['r1', '强降雨']) expect(await found(one)).toEqual(['R1']);
    for (const none of ['nothing of ours', '%', '_', '\\', "'"]) expect(await found(none)).toEqual([]);
    expect((await list('x'.repeat(5000))).status).toBe(422);
  });

  it('ends at the borders of one reach', async () => {
    const [alarm] = await open('R1');
    const foreign = await post<AlarmsChanged>('duty', 'alarms/acknowledgements', { alarms: [alarm?.id] });
    expect(foreign.body.changed).toEqual([]);
    expect((await post('duty', `alarms/${alarm?.id}/shelving`, { reason: 'other', until: in_(1) })).status).toBe(404);
    for (const path of ['alarms', 'alarms-live', 'alarm-rules', 'sensors/W1', 'alarms/load'])
      expect([path, (await post('officer', path, undefined, 'GET')).status]).toEqual([path, 403]);
    const readings = await post<SensorReadings>(
      'operator',
      `sensors/W1/readings?from=${in_(-1)}&to=${in_(0)}`,
      undefined,
      'GET',
    );
    expect(readings.body.points.length).toBeGreaterThan(5);
    const load = await post<{ seats: { name: string; n: number }[] }>('operator', 'alarms/load', undefined, 'GET');
    expect(load.body.seats.length).toBeGreaterThan(0);
  });
});
