import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellToParent, gridDisk } from 'h3-js';
import { assess, type CellState } from '../../../server/domain/risk-index/assess.rules.js';
import type { Causes, RecordCount, Silent, Standing } from '../../../server/domain/risk-index/causes.js';
import { countsOf, differences, heldOf, isOnMap, keyOf } from '../../../server/domain/risk-index/difference.rules.js';
import { Pace } from '../../../server/domain/risk-index/pace.rules.js';
import { Usual } from '../../../server/domain/risk-index/usual.rules.js';
import { DEFAULT_WEIGHTS } from '../../../server/domain/risk-index/weights.data.js';
import { faultIn, weightsOf } from '../../../server/domain/risk-index/weights.rules.js';

const CELL = '89400c0ac47ffff';
const WEIGHTS = weightsOf(DEFAULT_WEIGHTS);
const NOW_MS = Date.parse('2026-11-22T01:42:00Z');
const NOW_MINUTE = NOW_MS / 60_000;
const NONE: Causes = { standing: [], records: [], silent: [] };
const unknownUsual = new Usual([], null, WEIGHTS);

const ago = (minutes: number) => new Date(NOW_MS - minutes * 60_000).toISOString();
const alarm = (over: Partial<Standing> = {}): Standing => ({
  ...{ kind: 'alarm', ref: 'a1', type: 'gas', grade: '2', sensor: 'G1', h3: CELL, weight: 'alarm.2' },
  ...{ since: ago(3), over: false },
  ...over,
});
const record = (over: Partial<RecordCount> = {}): RecordCount => ({
  ...{ minute: NOW_MINUTE, h3: CELL, stream: 'complaint', type: 'complaint.gas', priority: 3, n: 1 },
  ...over,
});
const at = (causes: Partial<Causes>, usual = unknownUsual, nowMs = NOW_MS): CellState =>
  assess({ ...NONE, ...causes }, { weights: WEIGHTS, usual, nowMs }).find(({ cell }) => cell === CELL) as CellState;

describe('the pace', () => {
  const at = (realMs: number, cityMs = realMs) => ({ realMs, cityMs });
  it('is a look a minute of the city, hurried or set, and no more often than screens draw when something is told', () => {
    const pace = new Pace();
    expect(pace.began(at(0))).toBe(true);
    pace.stated(at(0));
    expect([pace.waitMs(at(20_000)), pace.waitMs(at(60_000))]).toEqual([40_000, 0]);
    expect(pace.waitMs(at(5000, 3_600_000))).toBe(5000);
    expect(pace.waitMs(at(11_000, 3_600_000))).toBe(0);
    expect(pace.waitMs(at(11_000, -5000))).toBe(0);
    expect(pace.began(at(11_000, 30_000))).toBe(false);
    pace.news('causes');
    expect(pace.waitMs(at(11_500, 30_500))).toBe(500);
  });
});

describe('a cell', () => {
  it('is high while an urgent alarm stands, and halves with every hour after it returned', () => {
    expect(at({ standing: [alarm()] })).toMatchObject({ value: 8000, level: 3, unknown: [] });
    expect(at({ standing: [alarm({ over: true, since: ago(60) })] })).toMatchObject({ value: 4000, level: 1 });
    expect(at({ standing: [alarm({ over: true, since: ago(120) })] })).toMatchObject({ value: 2000, level: 0 });
    expect(at({ standing: [alarm({ over: true, since: ago(361) })] })).toBeUndefined();
  });

  it('counts each further cause of a kind half, and takes off by a line of its own what goes beyond 100.00', () => {
    const { value, contributions } = at({
      standing: [alarm({ weight: 'alarm.1' }), alarm({ ref: 'a2', weight: 'alarm.1' })],
    });
    expect(contributions.map((line) => [line.kind, line.points, line.share])).toEqual([
      ['alarm', 9000, 1000],
      ['alarm', 4500, 500],
      ['ceiling', -3500, 1000],
    ]);
    expect(value).toBe(10_000);
  });

  it('weighs records by how far they are above usual, in standard deviations', () => {
    expect(at({ records: [record()] }).contributions).toMatchObject([{ points: 300, n: 1000, usual: null }]);
    // Half-lives of an hour in steps of five minutes: a steady record an hour adds up to 1.461; 30 in 44 hours to 0.996.
    const usual = new Usual([{ ...record({ n: 30 }) }], 44, WEIGHTS);
    const line = at({ records: [record({ n: 3 })] }, usual).contributions[0];
    expect(line).toMatchObject({ n: 3000, usual: 996 });
    expect(line?.points).toBe(Math.floor((300 * 2004) / Math.sqrt(1000 * 1996)));
    expect(at({ records: [record({ n: 1 })] }, new Usual([record({ n: 300 })], 44, WEIGHTS))).toBeUndefined();
  });

  it('with a silent sensor is unknown and never off the map, whatever its value', () => {
    const calm = at({ silent: [{ sensor: 'G2', h3: CELL }] });
    expect(calm).toMatchObject({ value: 0, level: 0, unknown: ['G2'] });
    expect(isOnMap(calm)).toBe(true);
    expect(countsOf([{ ...calm, district: '-' }])).toEqual({ 9: { '-': [0, 0, 0, 1] } });
  });

  it('stands still within a step of the clock', () => {
    const returned = [alarm({ over: true, since: ago(17) })];
    const within = at({ standing: returned }, unknownUsual, NOW_MS + 120_000);
    expect(keyOf(within)).toBe(keyOf(at({ standing: returned })));
    expect(at({ standing: returned }, unknownUsual, NOW_MS + 200_000).value).toBeLessThan(within.value);
  });
});

const place = fc.constantFrom(...gridDisk(CELL, 12));
const anyStanding: fc.Arbitrary<Standing> = fc
  .record({
    of: fc.constantFrom(...(['alarm', 'incident'] as const)),
    ...{ h3: place, ref: fc.uuid(), priority: fc.constantFrom(1, 2, 3, 4) },
    ...{ minutes: fc.nat(400), over: fc.boolean() },
  })
  .map(({ of, h3, ref, priority, minutes, over }) => ({
    ...{ kind: of, ref, type: 't', grade: String(priority), sensor: null, h3, since: ago(minutes), over },
    weight: `${of}.${priority}` as Standing['weight'],
  }));
const anyObject: fc.Arbitrary<Standing> = fc.record({
  ...{
    kind: fc.constantFrom('register' as const, 'object' as const),
    ref: fc.uuid(),
    type: fc.constant('food'),
    grade: fc.constant('red'),
  },
  ...{ sensor: fc.constant(null), h3: place, weight: fc.constantFrom('object.red' as const, 'point.red' as const) },
  ...{ since: fc.constant(ago(5)), over: fc.constant(false) },
});
const anyRecord: fc.Arbitrary<RecordCount> = fc.record({
  ...{ minute: fc.nat(360).map((back) => NOW_MINUTE - back), h3: place, n: fc.integer({ min: -1, max: 5 }) },
  stream: fc.constantFrom('incident', 'complaint', 'risk'),
  ...{ type: fc.constantFrom('t1', 't2', 't3'), priority: fc.constantFrom(1, 2, 3, 4) },
});
const anySilent: fc.Arbitrary<Silent> = fc.record({ sensor: fc.constantFrom('S1', 'S2', 'S3'), h3: place });
const causes: fc.Arbitrary<Causes> = fc.record({
  standing: fc.array(fc.oneof(anyStanding, anyObject), { maxLength: 80 }),
  records: fc.array(anyRecord, { maxLength: 120 }),
  silent: fc.array(anySilent, { maxLength: 10 }),
});
const look = (of: Causes, nowMs = NOW_MS) => {
  const usual = new Usual(of.records.map((r) => ({ ...r, n: Math.abs(r.n) })), 300, WEIGHTS); // prettier-ignore
  return assess(of, { weights: WEIGHTS, usual, nowMs });
};
const shuffled = <T>(items: readonly T[]) => [...items].reverse();

describe('whatever the causes', () => {
  it('the contributions of 1,000 cells and more sum exactly to their values, between 0 and 100.00', () => {
    let seen = 0;
    fc.assert(
      fc.property(causes, (of) => {
        for (const { value, contributions } of look(of)) {
          seen++;
          expect(contributions.reduce((sum, line) => sum + line.points, 0)).toBe(value);
          expect(value >= 0 && value <= 10_000 && Number.isInteger(value)).toBe(true);
          expect(contributions.every((line) => line.points > 0 || line.kind === 'ceiling')).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(1000);
  });

  it('their order does not matter, and nothing of the map before does', () => {
    fc.assert(
      fc.property(causes, causes, (before, of) => {
        const mixed = { standing: shuffled(of.standing), records: shuffled(of.records), silent: shuffled(of.silent) };
        const [built, again] = [heldOf(look(of)), heldOf(look(mixed))];
        expect(new Map([...again].sort())).toEqual(new Map([...built].sort()));
        const held = heldOf(look(before, NOW_MS - 1_800_000));
        for (const state of differences(held, look(of), built)) {
          if (isOnMap(state)) held.set(state.cell, keyOf(state));
          else held.delete(state.cell);
        }
        expect(new Map([...held].sort())).toEqual(new Map([...built].sort()));
      }),
      { numRuns: 40 },
    );
  });

  it('a silent sensor is named in its cell at every resolution', () => {
    fc.assert(
      fc.property(causes, (of) => {
        const states = new Map(look(of).map((state) => [state.cell, state]));
        for (const { sensor, h3 } of of.silent)
          for (const cell of [h3, cellToParent(h3, 8), cellToParent(h3, 7)])
            expect(states.get(cell)?.unknown).toContain(sensor);
      }),
      { numRuns: 30 },
    );
  });
});

it('weights that do not work together are found', () => {
  expect(faultIn(WEIGHTS)).toBeNull();
  expect(faultIn({ ...WEIGHTS, 'level.middle': 9000 })).not.toBeNull();
  expect(faultIn({ ...WEIGHTS, 'half-life': 1 })).not.toBeNull();
  expect(faultIn({ ...WEIGHTS, share: 1001 })).not.toBeNull();
  expect(() => weightsOf(DEFAULT_WEIGHTS.slice(1))).toThrow('alarm.1');
});
