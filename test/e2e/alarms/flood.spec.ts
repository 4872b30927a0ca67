import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AlarmPage } from '../../../protocol/alarm-command.js';
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
  stage = await bootAlarms(sensors);
}, 120_000);
afterAll(() => stage?.close());

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
