import { describe, expect, it } from '@jest/globals';
import { exceptions as exceptionsAt } from '../../../../dashboard/src/screens/wall/sentence.rules.js';
import { countTiles } from '../../../../dashboard/src/screens/wall/wall.options.js';
import { feed, sign, situation } from '../../../support/situation.fixture.js';

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

  it('says a count that is above its usual range, and colours its tile', () => {
    const state = situation({ totals: totals({ lastHour: 61 }) });
    const list = exceptions(state, []);
    expect(kinds(list)).toEqual(['lastHour']);
    expect(countTiles(state, list).map((t) => [t.id, t.tone])).toEqual([
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

  it('does not call an interrupted feed fast', () => {
    const sources = [feed({ status: 'interrupted', lastHour: 99 })];
    expect(kinds(exceptions(situation({ sources }), []))).toEqual(['interrupted']);
  });

  it('says critical records first and missing data last', () => {
    const state = situation({
      sources: [feed({ status: 'interrupted' })],
      openNow: [{ id: 'x', district: '1', stream: 'incident', type: 'a', priority: 1, open: 2 }],
      vitals: [{ id: 'ponding', value: 6, at: '2026-11-22T01:42:00.000Z', sensors: 3, of: 3, line }],
    });
    expect(exceptions(state, [sign()]).map((e) => [e.kind, e.n])).toEqual([
      ['critical', 2],
      ['vital', 6],
      ['interrupted', 1],
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
