import { describe, expect, it } from '@jest/globals';
import {
  heardAtFirst,
  signOf,
  type Scene,
  type Sign,
} from '../../../../dashboard/src/screens/desk/sound/sound.rules.js';

type Card = Scene['cards'][number];
const AT = Date.parse('2026-11-22T02:00:00Z');
const card = (id: string, over: Partial<Card> = {}): Card => ({
  id,
  priority: 3,
  lane: 'review',
  limitAt: null,
  ...over,
});
const scene = (cards: Card[], over: Partial<Scene> = {}): Scene => ({
  ...{ cards, isCut: false, atMs: AT, nowMs: 0, hour: 10 },
  ...over,
});
/** The signs of a desk that opens with the first scene and goes on through the others. */
function signs(first: Scene, ...others: Scene[]): (Sign | null)[] {
  let heard = heardAtFirst(first);
  return others.map((next) => {
    const given = signOf(heard, next);
    heard = given.heard;
    return given.sign;
  });
}

describe('the sounds of a desk', () => {
  it('a critical one sounds every ten seconds until somebody signs for it', () => {
    const gas = (lane: Card['lane']) => [card('gas', { priority: 1, lane })];
    const at = (second: number, lane: Card['lane'] = 'review') => scene(gas(lane), { nowMs: second * 1000 });
    expect(signs(scene([]), at(1), at(5), at(11), at(21, 'dispatch'))).toEqual(['critical', null, 'critical', null]);
  });

  it('an urgent one and one that passes its limit sound once, the others never; what stood there at first is not new', () => {
    const lift = card('lift', { priority: 2 });
    const late = card('late', { limitAt: '2026-11-22T01:59:00Z' });
    const old = card('old', { priority: 2, limitAt: '2026-11-22T01:00:00Z' });
    expect(
      signs(
        scene([old]),
        scene([old]),
        scene([old, lift, late, card('litter')]),
        scene([old, lift, late]),
        scene([lift, late]),
      ),
    ).toEqual([...[null, 'overdue', 'urgent', null]]);
  });

  it('are one at a time, the gravest first', () => {
    const all = [card('gas', { priority: 1 }), card('lift', { priority: 2 })];
    expect(
      signs(scene([]), scene(all, { isCut: true }), scene(all, { isCut: true }), scene(all, { isCut: true })),
    ).toEqual([...['cut', 'critical', 'urgent']]);
  });

  it('at night are only those that cannot wait; the morning does not make up for the others', () => {
    const [gas, lift] = [card('gas', { priority: 1 }), card('lift', { priority: 2 })];
    expect(
      signs(scene([]), scene([lift], { hour: 23 }), scene([lift, gas], { hour: 23 }), scene([lift], { hour: 6 })),
    ).toEqual([...[null, 'critical', null]]);
  });
});
