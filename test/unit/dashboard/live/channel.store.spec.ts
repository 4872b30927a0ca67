import { describe, expect, it } from '@jest/globals';
import { ChannelStore } from '../../../../dashboard/src/live/channel.store.js';
import type { PatchFrame, SnapshotFrame } from '../../../../protocol/live.js';

const params = { res: 8 };
const window = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-22T01:00:00.000Z' };
const snapshot = (seq: number, epoch = 'a') =>
  ({
    channel: 'risk-map',
    params,
    epoch,
    seq,
    at: window.to,
    state: { window, statedAt: null, weights: null, res: 8, cells: {} },
  }) as SnapshotFrame;
const patch = (from: number, seq: number, epoch = 'a'): PatchFrame => ({
  channel: 'risk-map',
  params,
  epoch,
  from,
  seq,
  at: window.to,
  patch: { cells: { x: { n: [0, 0, 1, 0], level: 1 } } },
});
const store = () => new ChannelStore('risk-map', params);

describe('a channel in the browser', () => {
  it('folds a patch that begins where it stands', () => {
    const s = store();
    s.snapshot(snapshot(5));
    expect(s.patch(patch(5, 7))).toBe('newer');
    expect(s.held).toMatchObject({ seq: 7, state: { cells: { x: { level: 1 } } } });
  });

  it('asks again after a gap or another process, with what it has', () => {
    const s = store();
    s.snapshot(snapshot(5));
    expect([s.patch(patch(6, 7)), s.patch(patch(5, 7, 'b'))]).toEqual(['watch-again', 'watch-again']);
    expect(s.watch()).toEqual({ channel: 'risk-map', params, since: { epoch: 'a', seq: 5 } });
  });

  it('drops a patch that it already holds, and one before any snapshot', () => {
    const s = store();
    expect(s.patch(patch(1, 2))).toBe('ignored');
    s.snapshot(snapshot(5));
    expect(s.patch(patch(3, 5))).toBe('ignored');
    expect(s.held?.seq).toBe(5);
  });

  it('takes frames of its own channel and params only', () => {
    const s = store();
    expect(s.owns({ channel: 'risk-map', params: { res: 8, extra: 'x' } })).toBe(true);
    expect(s.owns({ channel: 'risk-map', params: { res: 9 } })).toBe(false);
    expect(s.owns({ channel: 'situation', params })).toBe(false);
  });
});
