import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../../../protocol/facts.js';
import type { HazardChain } from '../../../protocol/hazard-chain.js';
import type { WatchCard } from '../../../protocol/watch.js';
import { happeningOf, nodesOf, type Happening } from '../../../server/domain/hazards/happening.rules.js';
import { BUILT_IN_CHAIN } from '../../../server/domain/hazards/hazard-chain.data.js';
import { scoreOf, totalScore } from '../../../server/domain/hazards/score.rules.js';
import { meets, planWatches, type Ground } from '../../../server/domain/hazards/watch.rules.js';

const T = Date.parse('2026-07-01T08:00:00Z');
const HOUR = 3_600_000;
const words = { types: [], alarms: [], signals: [], warnings: [], places: [] };
const chain: HazardChain = {
  nodes: [
    { id: 'rain', nameZh: '雨', nameEn: 'Rain', ...words, warnings: ['暴雨'] },
    { id: 'water', nameZh: '水', nameEn: 'Water', ...words, types: ['nat.flood.'], alarms: ['waterlogging'] },
  ],
  edges: [
    {
      from: 'rain',
      to: 'water',
      minMinutes: 0,
      maxMinutes: 180,
      spread: 'district',
      whenZh: '',
      whenEn: '',
      source: 't',
    },
  ],
};
const rain = (more: Partial<Happening> = {}): Happening => ({
  ...{ kind: 'warning', id: 'w1', ref: 'w1', atMs: T, districts: ['A', 'B'], at: null, words: '暴雨橙色预警' },
  ...{ isItself: false, isDrill: false, ...more },
});
const water = (more: Partial<Happening> = {}): Happening => ({
  ...{ kind: 'incident', id: 'i1', ref: 'SJ1', atMs: T + HOUR, districts: ['B'], at: null, words: 'nat.flood.river' },
  ...{ isItself: true, isDrill: false, ...more },
});
let made = 0;
const ground = (standing: readonly WatchCard[] = [], nowMs = T): Ground => ({
  ...{ chain, version: 3, standing, districts: ['A', 'B', 'C'], nowMs, newId: () => `x${++made}` },
});
const node = chain.nodes[0] as HazardChain['nodes'][number];
const plan = (happening: Happening, of: Ground) => planWatches(happening, node, of);

describe('watch items', () => {
  it('wait in the area of what set them off, for as long as the chain says', () => {
    expect(plan(rain(), ground())).toMatchObject([
      {
        ...{ node: 'water', chain: 3, districts: ['A', 'B'], state: 'awaited', path: ['rain', 'water'] },
        ...{
          from: '2026-07-01T08:00:00.000Z',
          until: '2026-07-01T11:00:00.000Z',
          causes: [{ id: 'w1', node: 'rain' }],
        },
      },
    ]);
    // What is over already is not watched; what names no place is watched everywhere.
    expect(plan(rain(), ground([], T + 3 * HOUR))).toEqual([]);
    expect(plan(rain({ districts: [] }), ground())[0]?.districts).toEqual(['A', 'B', 'C']);
  });

  it('are there once for a district: more of the same joins what waits, and only new ground is opened', () => {
    const [first] = plan(rain(), ground()) as [WatchCard];
    const again = plan(rain({ id: 'w2', atMs: T + HOUR, districts: ['B', 'C'] }), ground([first], T + HOUR));
    expect(again.map((w) => [w.id === first.id, w.districts, w.until.slice(11, 13), w.causes.length])).toEqual([
      [true, ['A', 'B'], '12', 2],
      [false, ['C'], '12', 1],
    ]);
    // The same cause twice changes nothing; one that is met covers its ground until its window is over.
    expect(plan(rain(), ground([first]))).toEqual([]);
    expect(plan(rain({ id: 'w3', districts: ['A'] }), ground([{ ...first, state: 'met' }]))).toEqual([]);
    expect(plan(rain({ id: 'w4', isDrill: true }), ground([first]))).toMatchObject([{ isDrill: true }]);
  });

  it('are met by the hazard itself, in area and window, also when it is told late; never by words of it or by a drill', () => {
    const [watch] = plan(rain(), ground()) as [WatchCard];
    const isMet = (more: Partial<Happening>) => meets(watch, water(more), 'water');
    expect(isMet({})).toBe(true);
    expect(meets({ ...watch, state: 'expired' }, water(), 'water')).toBe(true);
    expect(meets({ ...watch, state: 'met' }, water(), 'water')).toBe(false);
    expect(isMet({ districts: ['C'] })).toBe(false);
    expect([isMet({ atMs: T - 1 }), isMet({ atMs: T + 3 * HOUR }), isMet({ atMs: T + 3 * HOUR + 1 })]).toEqual([
      false,
      true,
      false,
    ]);
    expect([isMet({ isItself: false }), isMet({ isDrill: true })]).toEqual([false, false]);
  });

  it('know what happens: alarms over a limit, incidents by type, warnings by their words', () => {
    const alarm = {
      id: 'a',
      subject: 's',
      cause: 'waterlogging',
      condition: 'high',
      hidden: null,
      district: 'A',
      lon: 1,
      lat: 2,
    };
    const told = (more: object) => {
      const card = { ...alarm, activeAt: '2026-07-01T08:00:00Z', isDrill: false, ...more };
      return happeningOf(
        { at: '2026-07-01T08:00:01Z', fact: { type: 'alarm.raised', alarm: card } } as unknown as Entry,
        '',
      );
    };
    expect(told({})).toMatchObject({ kind: 'alarm', words: 'waterlogging', at: [1, 2], atMs: T, isItself: true });
    // Silence of a sensor is no hazard, and what is suppressed is said by another alarm.
    expect([told({ condition: 'no-data' }), told({ hidden: 'suppressed' })]).toEqual([null, null]);
    const ids = (kind: Happening['kind'], of: string) => nodesOf(BUILT_IN_CHAIN, { kind, words: of }).map((n) => n.id);
    expect(ids('incident', 'acc.infra.gas_leak')).toEqual(['gas-leak']);
    expect(ids('warning', 'Rainstorm orange warning')).toEqual(['rainstorm']);
    expect(ids('signal', 'waterlogging-points')).toEqual(['waterlogging']);
    expect(ids('alarm', 'feed')).toEqual([]);
  });

  it('are counted: precision of what ended, recall of what came, nothing of nothing', () => {
    const counts = { node: 'a', met: 3, expired: 1, hazards: 5, foretold: 4 };
    expect(scoreOf(counts)).toMatchObject({ precision: 0.75, recall: 0.8 });
    const none = { node: 'b', met: 0, expired: 0, hazards: 0, foretold: 0 };
    expect(scoreOf(none)).toMatchObject({ precision: null, recall: null });
    expect(totalScore([counts, counts, none])).toMatchObject({ node: null, met: 6, precision: 0.75, recall: 0.8 });
  });
});
