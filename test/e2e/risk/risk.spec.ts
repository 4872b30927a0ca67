import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import type { AlarmsChanged } from '../../../protocol/alarm-command.js';
import type { RiskMap } from '../../../protocol/live/risk-map.js';
import type { Problem } from '../../../protocol/problem.js';
import * as risk from '../../../protocol/risk.js';
import { AlarmsWatch } from '../../../server/domain/alarms/alarms.watch.js';
import { RiskAssessor } from '../../../server/domain/risk-index/assessor.service.js';
import { RiskStater } from '../../../server/domain/risk-index/stater.service.js';
import { bootAlarms, districtPoints, type AlarmStage } from '../../support/alarms.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';
import { Ledger } from '../../support/ledger.js';
import { connectLive, type LiveReader } from '../../support/live-client.js';
import { cellsAboveZero, driftedCells, stateRisk } from '../../support/risk.js';

const points = districtPoints();
const [first, second, third] = points;
if (!first || !second || !third) throw new Error('the demo city has districts');
const cellOf = ({ lon, lat }: { lon: number; lat: number }) => latLngToCell(lat, lon, 9);
const GAS = cellOf(first);

let stage: AlarmStage;
let writer: JournalInstance;
let reader: LiveReader;
beforeAll(async () => {
  stage = await bootAlarms([
    { id: 'G1', metric: 'ch4', ...first },
    { id: 'W1', metric: 'level', ...second },
  ]);
  writer = await journalInstance(stage.database.url);
  reader = await connectLive(stage.url, { cookie: (await stage.as('operator')).cookie });
  await reader.watch('risk-map', { params: { res: 9 } });
}, 90_000);
afterAll(async () => {
  reader?.socket.disconnect();
  await writer?.stop();
  await stage?.close();
});

async function ask<T>(path: string, who = 'operator'): Promise<T & Problem> {
  return (await (await stage.as(who)).json<T & Problem>('GET', `/api/v1/risk/${path}`)).body;
}
const explain = (cell: string, query = '') => ask<risk.RiskExplanation>(`cells/${cell}${query}`);
const sum = (of: risk.RiskExplanation) => of.contributions.reduce((total, line) => total + line.points, 0);
const now = () => new Date(writer.clock.now()).toISOString();

describe('a place', () => {
  it('whose sensor says nothing is unknown, not calm, and names it; with its first value it is known', async () => {
    await stateRisk(stage);
    const cells = await ask<risk.RiskCells>('cells?res=9');
    expect(cells.cells.find(({ cell }) => cell === GAS)).toMatchObject({ value: 0, level: 0, unknown: ['G1'] });
    expect(cells.counts).toEqual({ high: 0, middle: 0, low: 0, unknown: 2 });
    expect((await explain(GAS)).unknown).toEqual([{ sensor: 'G1', couldAdd: 9000 }]);
    await stage.measure('iot-gas', [['G1', 30, 2]]);
    await stateRisk(stage);
    expect((await ask<risk.RiskCells>('cells?res=9')).counts.unknown).toBe(1);
    expect(await explain(GAS)).toMatchObject({ value: 0, unknown: [], contributions: [] });
  });

  it('turns high with an urgent alarm, decays when it returns, and the past shows what it showed', async () => {
    await stage.measure('iot-gas', [['G1', 3, 30]]);
    const drawn = async () => (await (await stage.as('operator')).json<RiskMap>('GET', '/api/v1/risk-map?res=9')).body;
    await stateRisk(stage);
    await eventually(drawn, ({ cells }) => cells[GAS]?.level === 3);
    const high = await explain(GAS);
    const alarm = (await stage.alarms('G1')).find((card) => card.rule === 'gas-high-25');
    expect(high.contributions).toMatchObject([
      { kind: 'alarm', ref: alarm?.id, sensor: 'G1', grade: '2', points: 8000, over: false },
    ]);
    expect(sum(high)).toBe(high.value);
    const then = now();

    await stage.measure('iot-gas', [['G1', 1, 1]]);
    await (await stage.as('operator')).json<AlarmsChanged>('POST', '/api/v1/alarms/acknowledgements', { alarms: [alarm?.id] }); // prettier-ignore
    await stage.db.query(
      `update alarm set state = 'normal', cleared_at = city_now() - interval '1 hour', closed_at = city_now() where id = $1`,
      [alarm?.id],
    );
    await stateRisk(stage);
    expect(await explain(GAS)).toMatchObject({ value: 4000, level: 1, contributions: [{ over: true, decay: 500 }] });

    expect(await explain(GAS, `?at=${then}`)).toMatchObject({
      ...{ value: high.value, level: 3, since: high.since },
      contributions: high.contributions,
    });
    const past = await ask<risk.RiskCells>(`cells?res=9&at=${then}`);
    expect(past.cells.find(({ cell }) => cell === GAS)).toMatchObject({ level: 3 });
    expect(past.counts.high).toBe(1);
    await stage.db.query('delete from alarm_activation where alarm = $1', [alarm?.id]);
    await stage.db.query('delete from alarm where id = $1', [alarm?.id]);
    await stateRisk(stage);
    expect((await explain(GAS)).value).toBe(0);
    expect(await explain(GAS, `?at=${then}`)).toMatchObject({ contributions: high.contributions });
  });

  it('whose sensor falls silent is unknown again', async () => {
    await stage.db.query(
      `update sensor_watch set last_at = city_now() - interval '400 seconds', heard_at = city_now() - interval '400 seconds' where sensor = 'G1'`,
    );
    const watch = stage.app.get(AlarmsWatch, { strict: false });
    await eventually(
      async () => (await watch.turn(), await stateRisk(stage), (await explain(GAS)).unknown.length),
      (n) => n === 1,
      8000,
    );
    await stage.measure('iot-gas', [['G1', 1, 2]]);
  });
});

describe('the map of a city', () => {
  it('is the same when it is built from scratch, and every value is the sum of its contributions', async () => {
    const cells = points.flatMap((point) => gridDisk(cellOf(point), 6)).slice(0, 1100);
    const nowMs = writer.clock.now();
    await new Ledger(writer).record(
      cells.map((h3, i) => ({
        ...{ source: 'iot-gas', occurredMs: nowMs - (i % 300) * 60_000, district: points[i % 9]?.code ?? '-' },
        ...{ type: `t${i % 3}`, priority: ((i % 4) + 1) as 1 | 2 | 3 | 4, placed: 'in', h3, open: false },
      })),
    );
    // Incidents open from the records meanwhile: the map follows.
    await eventually(
      () => driftedCells(stage),
      (cells) => cells.length === 0,
      20_000,
    );
    const standing = await cellsAboveZero(stage);
    const { rows } = await stage.db.query<{ n: number; wrong: number }>(
      `select count(*)::int as n, count(*) filter (where value <> (select coalesce(sum((c ->> 'points')::int), 0)
         from json_array_elements(contributions) c))::int as wrong from risk_cell_state`,
    );
    expect(rows[0]?.n).toBeGreaterThan(1000);
    expect(rows[0]?.wrong).toBe(0);
    const shown = (await ask<risk.RiskCells>('cells?res=8')).cells;
    for (const { cell, value } of shown.slice(0, 20)) expect(sum(await explain(cell))).toBe(value);
    await eventually(
      () => Object.values(reader.at('risk-map').state.cells).filter((cell) => cell.value > 0).length,
      (n) => n === standing,
      25_000,
    );
  }, 60_000);

  it('is asked for by box, district and moment; a district is as bad as its worst cell', async () => {
    const { lon, lat } = third;
    const near = await ask<risk.RiskCells>(`cells?res=9&bbox=${lon - 0.01},${lat - 0.01},${lon + 0.01},${lat + 0.01}`);
    const whole = await ask<risk.RiskCells>('cells?res=9');
    expect(near.cells.length).toBeGreaterThan(0);
    expect(near.cells.length).toBeLessThan(whole.cells.length);
    const { districts } = await ask<risk.RiskDistricts>('districts?res=9');
    for (const { district, value, counts } of districts) {
      const mine = (await ask<risk.RiskCells>(`cells?res=9&district=${district}`)).cells;
      expect(value).toBe(Math.max(0, ...mine.map((cell) => cell.value)));
      expect(counts.unknown).toBe(mine.filter((cell) => cell.unknown.length > 0).length);
    }
    const { hours } = await ask<risk.RiskCourse>('course?res=9');
    expect(hours).toHaveLength(168);
    expect(hours.at(-1)?.counts).toEqual(whole.counts);
    expect(hours[0]?.counts).toBeNull();
    const codes = ['cells?at=2999-01-01T00:00:00Z', 'cells?at=2020-01-01T00:00:00Z', 'cells/8001fffffffffff'];
    expect(await Promise.all(codes.map(async (path) => (await ask(path)).code))).toEqual([
      ...['risk/in-the-future', 'risk/too-long-ago', 'risk/unknown-cell'],
    ]);
  });

  it('is kept on a new day though the turn that first saw the day was undone', async () => {
    const { app } = stage;
    const seen = await app.get(RiskAssessor, { strict: false }).look();
    if (!seen) throw new Error('the city has weights');
    const before = { statedMs: seen.nowMs, wholeMs: seen.nowMs };
    const undone = () =>
      writer.database.tx(writer.database.system, async (db) => {
        const nowMs = seen.nowMs + 30 * 86_400_000;
        const { fact } = await app
          .get(RiskStater, { strict: false })
          .store(db, { seen: { ...seen, nowMs }, changed: seen.states, before });
        throw new Error(`undone: ${fact.type}`);
      });
    await expect(undone()).rejects.toThrow('undone: risk.stated');
    await expect(undone()).rejects.toThrow('undone: risk.stated');
  });

  it('of somebody of one district holds nothing of the others', async () => {
    const { districts: mine } = (await (await stage.as('officer')).json<{ districts: string[] }>('GET', '/api/v1/me'))
      .body;
    const seen = await ask<risk.RiskCells>('cells?res=9', 'officer');
    expect(seen.cells.filter(({ district }) => !mine.includes(district))).toEqual([]);
    const foreign = points.find(({ code }) => !mine.includes(code));
    if (!foreign) throw new Error('the officer is of one district');
    const refused = await ask<risk.RiskExplanation>(`cells/${cellToParent(cellOf(foreign), 8)}`, 'officer');
    expect(refused.code).toBe('situation/foreign-district');
  });
});

describe('the weights', () => {
  const publish = async (who: string, body: object) =>
    (await stage.as(who)).json<risk.RiskWeights & Problem>('POST', '/api/v1/risk/weights', body);

  it('are there with their sources, and a new version moves the map but not its past', async () => {
    const { versions } = await ask<risk.RiskWeightVersions>('weights');
    expect(versions.map(({ version }) => version)).toEqual([1]);
    expect(versions[0]?.weights.every((weight) => weight.source.length > 0)).toBe(true);
    const change = { base: 1, reason: '试', weights: [{ name: 'records.incident', value: 800, source: '本市' }] };
    expect((await publish('operator', change)).status).toBe(403);
    const steady = (of: risk.RiskCells) => of.cells.find(({ cell }) => cell === heard);
    const all = (await ask<risk.RiskCells>('cells?res=9')).cells;
    const heard = all.find(({ value }) => value > 100 && value < 5000)?.cell ?? '';
    const before = all.find(({ cell }) => cell === heard);
    const then = now();
    expect((await publish('admin', change)).body).toMatchObject({ version: 2, publishedBy: 'admin' });
    expect((await publish('admin', change)).body.code).toBe('risk-weights/not-newest');
    const unusable = { base: 2, reason: '试', weights: [{ name: 'level.low', value: 9000, source: '本市' }] };
    expect((await publish('admin', unusable)).body.code).toBe('risk-weights/unusable');
    await stateRisk(stage);
    const after = await ask<risk.RiskCells>('cells?res=9');
    expect(after.weights).toBe(2);
    expect(steady(after)?.value).toBeGreaterThan(before?.value ?? 0);
    const past = await ask<risk.RiskCells>(`cells?res=9&at=${then}`);
    expect([past.weights, steady(past)?.value]).toEqual([1, before?.value]);
  });
});
