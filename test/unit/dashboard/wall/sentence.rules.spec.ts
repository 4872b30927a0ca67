import { describe, expect, it } from '@jest/globals';
import { exceptions as exceptionsAt, unheard } from '../../../../dashboard/src/screens/wall/sentence.rules.js';
import { intakeCounts } from '../../../../dashboard/src/screens/wall/intake.options.js';
import type { Situation } from '../../../../protocol/live/situation.js';
import { feed, incidents, sign, situation } from '../../../support/situation.fixture.js';

const line = Array.from({ length: 96 }, () => 1);
const NOW = Date.parse('2026-11-22T01:42:01.000Z');
const exceptions = (...[state, vitals]: [Parameters<typeof exceptionsAt>[0], Parameters<typeof exceptionsAt>[1]]) =>
  exceptionsAt(state, vitals, NOW);
const kinds = (list: ReturnType<typeof exceptions>) => list.map((e) => e.kind);
const totals = (over: Partial<ReturnType<typeof situation>['totals']>) => ({ ...situation().totals, ...over });

describe('the sentence of the wall', () => {
  it('finds nothing in a usual hour', () => {
    expect(exceptions(situation(), [])).toEqual([]);
  });

  it('says a count that is above its usual range, and colours it in the intake panel', () => {
    const state = situation({ totals: totals({ lastHour: 61 }) });
    const list = exceptions(state, []);
    expect(kinds(list)).toEqual(['lastHour']);
    expect(intakeCounts(state, list).map((t) => [t.id, t.tone])).toEqual([
      ['lastHour', 'p2'],
      ['today', 'plain'],
      ['unlocated', 'plain'],
      ['interrupted', 'plain'],
    ]);
  });

  it('names interrupted feeds and leaves the rest to the number', () => {
    const sources = ['a', 'b', 'c'].map((id) => feed({ id, status: 'interrupted' }));
    const [found] = exceptions(situation({ sources, totals: totals({ interrupted: 3 }) }), []);
    expect(found).toMatchObject({ kind: 'interrupted', tone: 'stale', n: 3, names: ['a', 'b'] });
  });

  it('says which transport is cut off and since when, and how many sensors have wrong clocks, with their rows', () => {
    const asOf = { seq: 7, at: '2026-11-22T01:42:01.000Z' };
    const totals = { perSecond: 0, today: 0, duplicates: 0, rejected: 0, deadLetters: 0, interrupted: 0, clockSkew: 0 };
    const link = { id: 'mqtt', up: true, since: '2026-11-22T01:40:00.000Z', why: null } as const;
    expect(unheard(null)).toEqual([]);
    expect(unheard({ asOf, totals, links: [link] })).toEqual([]);
    const said = unheard({ asOf, totals: { ...totals, clockSkew: 3 }, links: [{ ...link, up: false }] });
    expect(said).toMatchObject([
      { kind: 'transport', tone: 'stale', n: null, names: ['mqtt'], since: link.since },
      { kind: 'clockSkew', tone: 'stale', n: 3, query: 'query=sensors.total&condition=clock-skew&asOf=7' },
    ]);
  });

  it('does not call an interrupted feed fast', () => {
    const sources = [feed({ status: 'interrupted', lastHour: 99 })];
    expect(kinds(exceptions(situation({ sources }), []))).toEqual(['interrupted']);
  });

  it('says incidents first, the late and critical ones before those that only wait, and missing data last', () => {
    const state = situation({
      sources: [feed({ status: 'interrupted' })],
      incidents: incidents({ lanes: { review: 2, dispatch: 14, onsite: 31 }, overdue: 1, criticalWaiting: 2 }),
      vitals: [{ id: 'ponding', value: 6, at: '2026-11-22T01:42:00.000Z', sensors: 3, of: 3, line }],
    });
    expect(exceptions(state, [sign()]).map((e) => [e.kind, e.n])).toEqual([
      ['overdue', 1],
      ['critical', 2],
      ['dispatch', 14],
      ['vital', 6],
      ['interrupted', 1],
    ]);
  });

  it('leaves alone what is in hand, waits to be verified or is hung within its limit', () => {
    const lanes = { review: 3, enroute: 11, onsite: 31, check: 4, hung: 2 };
    expect(exceptions(situation({ incidents: incidents({ lanes, closedToday: 312 }) }), [])).toEqual([]);
  });

  it('tells of those that wait or are in hand only when they are more than usual, once that is known', () => {
    const usual: Situation['incidents']['usual'] = {
      ...{ overdue: null, dispatch: [4, 9], inHand: [38, 57], closedToday: null },
    };
    const of = (lanes: object) =>
      kinds(
        exceptions(
          situation({
            incidents: incidents({ lanes, usual }),
          }),
          [],
        ),
      );
    expect(of({ dispatch: 9, onsite: 57 })).toEqual([]);
    expect(of({ dispatch: 10, onsite: 50, check: 8 })).toEqual(['dispatch', 'inHand']);
  });

  it('opens exactly what it says of the incidents', () => {
    const state = situation({ incidents: incidents({ lanes: { dispatch: 3 }, overdue: 2, criticalWaiting: 1 }) });
    expect(exceptions(state, []).map((e) => Object.fromEntries(new URLSearchParams(e.query)))).toEqual([
      { query: 'incidents.overdue', to: '2026-11-22T01:42:00.000Z', asOf: '100' },
      { query: 'incidents.open', lane: 'review,dispatch', priority: '1', asOf: '100' },
      { query: 'incidents.open', lane: 'dispatch', asOf: '100' },
    ]);
  });

  it('does not claim calm when there is nothing to compare with', () => {
    const usual = { ...situation().usual, lastHour: null, today: null };
    expect(kinds(exceptions(situation({ usual }), []))).toEqual(['noUsual']);
  });

  it('counts a vital sign without readings as missing, not as normal', () => {
    const vitals = [{ id: 'ponding', value: null, at: null, sensors: 0, of: 3, line }];
    expect(exceptions(situation({ vitals }), [sign()])).toMatchObject([{ kind: 'vitalLost', names: ['ponding'] }]);
  });

  it('counts a vital sign whose readings stopped as missing, however far out of range its last value was', () => {
    const vitals = [{ id: 'ponding', value: 6, at: '2026-11-22T01:37:00.000Z', sensors: 3, of: 3, line }];
    expect(exceptions(situation({ vitals }), [sign()])).toMatchObject([{ kind: 'vitalLost', names: ['ponding'] }]);
  });

  it('pins every number that can be counted to the snapshot it was counted in', () => {
    const state = situation({ totals: totals({ lastHour: 61, today: 501, unlocated: 5 }) });
    for (const e of exceptions(state, [])) expect(e.query).toMatch(/^query=observations\.total&.*asOf=100$/);
  });
});
