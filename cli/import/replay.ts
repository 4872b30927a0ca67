import type { Item } from './mapping.js';

/** Times of a replay, epoch ms: the file's first event happens at `startedMs`, later ones `speed` times faster than they did. */
export interface ReplayClock {
  run: string;
  speed: number;
  firstMs: number;
  startedMs: number;
}

const STATE_TIMES = ['openedAt', 'dueAt', 'closedAt'] as const;

/** Moment at which an event of the file happens in the replay, epoch ms. */
export function replayedMs(clock: ReplayClock, originalMs: number): number {
  return clock.startedMs + (originalMs - clock.firstMs) / clock.speed;
}

/** Re-dates an item: its own time, its record's times; ids of its own, so that a replay never amends what is stored. */
export function replayed(item: Item, clock: ReplayClock): Item {
  const original = item['occurredAt'];
  const shifted: Item = { ...item, id: prefixed(clock, item.id), occurredAt: shift(clock, original) };
  if (item['record'] !== undefined) shifted['record'] = prefixed(clock, item['record']);
  const state = item['state'] as Record<string, unknown> | undefined;
  if (state !== undefined) {
    const moved = STATE_TIMES.filter((name) => state[name] !== undefined).map((name) => [
      name,
      shift(clock, state[name]),
    ]);
    shifted['state'] = { ...state, ...Object.fromEntries(moved) };
  }
  shifted['attributes'] = { ...(item['attributes'] as object | undefined), originalOccurredAt: original };
  return shifted;
}

function prefixed(clock: ReplayClock, id: unknown): string {
  return `replay-${clock.run}:${String(id)}`;
}

function shift(clock: ReplayClock, time: unknown): unknown {
  const ms = Date.parse(String(time));
  return Number.isNaN(ms) ? time : new Date(replayedMs(clock, ms)).toISOString();
}
