import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmPage } from '../../../protocol/alarm-command.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Rows } from '../../../protocol/rows.js';
import type { SensorAlarms, SensorFile, SensorPage, SensorReadings } from '../../../protocol/sensor.js';
import type { SensorLimits } from '../../../protocol/sensor-limit.js';
import { GROUPS_SHOWN } from '../../../protocol/live/alarms.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../../support/alarms.js';
import { eventually } from '../../support/eventually.js';

/** @source issue C, acceptance 4 */
const ALARMS = 2000;
const METRICS = ['level', 'ch4', 'rain'] as const;
/** One reading that raises exactly one shown alarm: P1 of water, P2 of gas, P2 of rain (after its delay). */
const VALUE = { level: 45, ch4: 30, rain: 60 };
const SOURCE = { level: 'iot-water', ch4: 'iot-gas', rain: 'iot-rain' };

const districts = districtPoints();
const sensors = Array.from({ length: ALARMS }, (_, i) => {
  const place = districts[i % districts.length] as (typeof districts)[number];
  return {
    id: `S${String(i).padStart(4, '0')}`,
    metric: METRICS[Math.floor(i / districts.length) % 3] as (typeof METRICS)[number],
    ...place,
  };
});

let stage: AlarmStage;
beforeAll(async () => {
  const [first, second] = districts as [(typeof districts)[number], (typeof districts)[number]];
  stage = await bootAlarms([
    ...sensors,
    { id: 'L1', metric: 'level', ...first },
    { id: 'L2', metric: 'level', ...second },
  ]);
}, 120_000);
afterAll(() => stage?.close(), 60_000);

it('2,000 alarms in ten minutes stand in at most 30 groups, none is lost, and the most urgent come first', async () => {
  const started = performance.now();
  for (const metric of METRICS) {
    const own = sensors.filter((s) => s.metric === metric);
    for (const ago of [65, 1])
      await stage.measure(
        SOURCE[metric],
        own.map((s) => [s.id, ago, VALUE[metric]] as const),
      );
  }
  const standing = async () => (await stage.live()).counts.standing;
  await eventually(standing, (n) => n >= ALARMS, 20_000);
  const tookMs = performance.now() - started;

  const live = await stage.live();
  expect(live.counts.standing).toBe(ALARMS);
  expect(live.flood.since).not.toBeNull();
  expect(live.recent).toBeGreaterThanOrEqual(ALARMS);
  expect(live.groups.length).toBeLessThanOrEqual(GROUPS_SHOWN);
  expect(live.groups.reduce((sum, group) => sum + group.n, 0)).toBe(ALARMS);
  expect(live.groups.map((group) => group.priority)).toEqual(live.groups.map((group) => group.priority).sort());
  expect(live.window.map((line) => line.priority)).toEqual(live.window.map((line) => line.priority).sort());
  expect(live.window[0]?.priority).toBe(1);

  // None lost: every sensor has its alarm on the list, page by page, once.
  const operator = await stage.as('operator');
  const listed = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/api/v1/alarms?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body }: { body: AlarmPage } = await operator.json<AlarmPage>('GET', path);
    for (const item of body.items) listed.add(item.subject);
    cursor = body.cursor;
  }
  expect(listed.size).toBe(ALARMS);
  const { rows } = await stage.db.query(
    `select (select sum(count)::int from alarm) = (select count(*)::int from alarm_activation) as conserved,
            (select count(*)::int from alarm_activation where shown) as shown`,
  );
  expect(rows[0]).toMatchObject({ conserved: true });
  console.log(
    `flood: ${ALARMS} alarms in ${live.groups.length} groups, ${Math.round(tookMs)} ms from the first reading to the last alarm on the desk; ${rows[0].shown} shown`,
  );
}, 120_000);

describe('the register of sensors', () => {
  const ask = async <T>(who: string, path: string, body?: object) =>
    (await stage.as(who)).json<T & Problem>(body ? 'PUT' : 'GET', `/api/v1/${path}`, body);
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it('lists every sensor once, those that alarm first, and its counts are those of the rows', async () => {
    const { body: page } = await ask<SensorPage>('operator', 'sensors?limit=500');
    expect(page.byStanding).toMatchObject({ alarm: ALARMS, 'no-data': 2 });
    expect(page).toMatchObject({ total: ALARMS + 2, overdue: 0, metrics: ['ch4', 'level', 'rain'] });
    const rows = await ask<Rows>('operator', 'rows?query=sensors.total&standing=no-data&limit=1');
    expect(rows.body.total).toBe(page.byStanding['no-data']);
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `sensors?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body }: { body: SensorPage } = await ask<SensorPage>('operator', path);
      listed.push(...body.items.map((item) => item.id));
      cursor = body.cursor;
    }
    expect([listed.length, new Set(listed).size, listed.at(-1)]).toEqual([ALARMS + 2, ALARMS + 2, 'L2']);
    const narrowed = await ask<SensorPage>('operator', 'sensors?q=L1%20%E5%8F%B7&standing=no-data&metric=level');
    expect(narrowed.body.items).toMatchObject([
      { id: 'L1', health: 'waiting', states: [{ is: 'waiting', since: null }], alarms: 0 },
    ]);
    for (const bad of ['cursor=x', 'standing=good', 'limit=0', 'foo=1'])
      expect([bad, (await ask('operator', `sensors?${bad}`)).status]).toEqual([bad, bad === 'cursor=x' ? 400 : 422]);
    expect((await ask('officer', 'sensors')).status).toBe(403);
  });

  it('draws a curve with its gaps, and exports every reading', async () => {
    await stage.measure('iot-water', [['L1', 3000, 1], ['L1', 2940, 2], ['L1', 2880, 3], ['L1', 600, 4, 'bad'], ['L1', 60, 5], ['L1', 1, 6]]); // prettier-ignore
    const { body: curve } = await ask<SensorReadings>('operator', `sensors/L1/readings?from=${ago(60)}&to=${ago(0)}`);
    expect(curve.points.map((point) => point.value)).toEqual([1, 2, 3, 5, 6]);
    // Before the first, and while it said nothing good.
    expect(curve.gaps).toHaveLength(2);
    expect(curve.gaps[1]).toEqual({ from: curve.points[2]?.at, to: curve.points[3]?.at });
    const month = await ask<SensorReadings>('operator', `sensors/L1/readings?from=${ago(43_000)}&to=${ago(0)}`);
    const counted = month.body.points.reduce((sum, point) => sum + point.n, 0);
    expect([month.body.of, month.body.points.length <= 2, counted]).toEqual(['hours', true, 5]);
    const operator = await stage.as('operator');
    const path = `/api/v1/sensors/L1/readings?from=${ago(60)}&to=${ago(0)}`;
    const csv = await (await operator.send('GET', path, undefined, { accept: 'text/csv' })).text();
    const lines = csv.trim().split('\r\n');
    expect([lines.length, lines[0], lines[1]]).toEqual([
      7,
      'sensor,at,value,unit,quality',
      expect.stringMatching(/^L1,[-0-9]+T[:.0-9]+Z,1,cm,0$/),
    ]);
    for (const bad of [`from=${ago(0)}&to=${ago(5)}`, `from=${ago(700_000)}&to=${ago(0)}`, 'from=x&to=y'])
      expect([bad, (await ask('operator', `sensors/L1/readings?${bad}`)).status]).toEqual([bad, 422]);
  });

  it('has a limit of its own from one version to the next, which the next reading goes by', async () => {
    const own = { limit: 6, deadBand: 1, onDelaySeconds: 0, offDelaySeconds: 0 };
    const set = (who: string, body: object) => ask<SensorLimits>(who, 'sensors/L1/limits/level-high-15', body);
    const source = '低洼路段，按区防汛办要求';
    expect((await set('operator', { own, source, version: 0 })).status).toBe(403);
    // 6 lies above the 5 of the level below.
    const { status, body } = await set('admin', { own, source, version: 0 });
    expect(status).toBe(200);
    expect(body.limits.find((limit) => limit.rule === 'level-high-15')).toMatchObject({
      ...{ own, version: 1, general: { limit: 15 } },
    });
    expect(await set('admin', { own, source, version: 0 })).toMatchObject({
      status: 409,
      body: { code: 'alarm-limit/changed' },
    });
    const wrong = await set('admin', { own: { ...own, limit: 28 }, source, version: 1 });
    expect(wrong.body.errors).toMatchObject([{ pointer: '/own/limit', code: 'alarm-limit/out-of-order' }]);
    await stage.measure('iot-water', [['L1', 0, 7]]);
    expect((await stage.alarms('L1')).find((card) => card.rule === 'level-high-15')).toMatchObject({
      limit: 6,
      value: 7,
    });
    const { body: file } = await ask<SensorFile>('operator', 'sensors/L1');
    expect(file).toMatchObject({ standing: 'alarm', rhythmSeconds: 60, states: [{ is: 'alarm' }] });
    expect(file.rules.find((rule) => rule.id === 'level-high-15')?.limit).toBe(6);
    // The rule's again: 7 is below it.
    expect((await set('admin', { own: null, source, version: 1 })).body.versions).toMatchObject([
      { version: 2, own: null, source },
      { version: 1, own, source },
    ]);
    await stage.measure('iot-water', [['L1', -1, 7]]);
    const { body: history } = await ask<SensorAlarms>('operator', 'sensors/L1/alarms?limit=1');
    expect(history.items).toHaveLength(1);
    const noted = await stage.db.query<{ detail: object }>(
      "select detail from audit_entry where action = 'alarm-limit.changed' order by id",
    );
    expect(noted.rows.map(({ detail }) => detail)).toMatchObject([
      { version: 1, after: own },
      { version: 2, after: null },
    ]);
    expect((await ask('admin', 'sensors/L1/limits/sensor-no-data', { own, source, version: 0 })).status).toBe(404);
    await expect(stage.db.query('update alarm_limit set limit_value = 1')).rejects.toThrow();
  });
});
