import type { ObservationInput } from '../protocol/observation.js';
import type { Random } from './random.js';

/** Shares of what real feeds get wrong; each is small, together they keep every fault path alive. */
const DIRT = {
  twice: 0.02,
  broken: 0.006,
  ahead: 0.004,
  outside: 0.004,
  strangeType: 0.005,
  foreignText: 0.01,
} as const;

/** What a source really puts on the wire for one message: as it is, damaged, and now and then twice. */
export function soil(message: ObservationInput, random: Random): object[] {
  if (random.chance(DIRT.broken)) return [broken(message, random)];
  const sent = { ...message };
  if (random.chance(DIRT.ahead)) sent.occurredAt = new Date(Date.parse(message.occurredAt) + 9 * 60_000).toISOString();
  if (random.chance(DIRT.outside) && sent.location?.lon !== undefined)
    sent.location = { lon: 120.61, lat: 38.71, crs: 'wgs84' };
  if (random.chance(DIRT.strangeType)) sent.type = `local.${random.pick(['xzxx', 'qt-0912', 'unbekannt'])}`;
  if (random.chance(DIRT.foreignText) && sent.title) sent.title = `${sent.title}\u200b（转办）`;
  return random.chance(DIRT.twice) ? [sent, sent] : [sent];
}

function broken(message: ObservationInput, random: Random): object {
  const wrong = {
    noType: () => ({ ...message, type: undefined }),
    badTime: () => ({ ...message, occurredAt: '2026-02-30T25:00:00+08:00' }),
    badPlace: () => ({ ...message, location: { lon: 391.2, lat: 38.7 } }),
    badPriority: () => ({ ...message, priority: '紧急' }),
    longTitle: () => ({ ...message, title: '转'.repeat(260) }),
  };
  return wrong[random.pick(Object.keys(wrong) as (keyof typeof wrong)[])]();
}
