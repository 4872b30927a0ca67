import { describe, expect, it } from '@jest/globals';
import type { PatchFrame } from '../../../protocol/live.js';
import { BURST, EventBudget, PATIENCE } from '../../../server/gateway/live.budget.rules.js';
import { REPLAY_FRAMES, Ring } from '../../../server/gateway/live.ring.rules.js';

const frame = (from: number, seq: number): PatchFrame => ({
  channel: 'situation',
  params: {},
  epoch: 'e',
  from,
  seq,
  at: '',
  patch: { from, seq },
});
const ringOf = (...steps: [number, number][]) => {
  const ring = new Ring();
  for (const [from, seq] of steps) ring.push(frame(from, seq));
  return ring;
};

describe('the ring of frames', () => {
  it('gives what came after the seq at which it saw the state arrive', () => {
    const ring = ringOf([1, 4], [4, 6], [6, 9]);
    expect(ring.since(4)?.map((f) => f.seq)).toEqual([6, 9]);
    expect(ring.since(9)).toEqual([]);
  });

  it('gives a turned minute again, because seq alone does not tell who has it', () => {
    expect(ringOf([1, 4], [4, 4], [4, 4], [4, 6]).since(4)).toHaveLength(3);
  });

  it('knows nothing of a seq that it did not see arrive', () => {
    const ring = ringOf([1, 4], [4, 6]);
    expect([ring.since(1), ring.since(5), ring.since(99), new Ring().since(0)]).toEqual([null, null, null, null]);
    expect(ringOf([4, 4]).since(4)).toBeNull();
  });

  it('forgets after 500 frames and replays no more than a snapshot is worth', () => {
    const ring = ringOf(...Array.from({ length: 600 }, (_, i): [number, number] => [i, i + 1]));
    expect(ring.since(100)).toBeNull();
    expect(ring.since(600 - REPLAY_FRAMES)).toHaveLength(REPLAY_FRAMES);
    expect(ring.since(600 - REPLAY_FRAMES - 1)).toBeNull();
  });
});

describe('the event budget of a socket', () => {
  it('allows a burst, refuses the rest, refills with time and calls a flood a flood', () => {
    const budget = new EventBudget(0);
    const take = (n: number, atMs: number) => Array.from({ length: n }, () => budget.take(atMs));
    expect(new Set(take(BURST, 0))).toEqual(new Set(['ok']));
    expect(budget.take(0)).toBe('refused');
    expect(budget.take(200)).toBe('ok');
    expect(take(PATIENCE + 3, 200).at(-1)).toBe('flood');
  });
});
