import type { LonLat } from '../../../protocol/geo.js';
import { metresBetween } from './recommend.rules.js';

/** Positions nearer than this to the last one told, and younger than this, change no picture of the city: they are kept, not told. */
const TOLD_METRES = 25;
const TOLD_MS = 30_000;
/** A clock ahead by more than this is wrong: the position counts as of now. @source docs/protocol.md §Intake, the same for observations */
const AHEAD_MS = 5 * 60_000;

/** What is known of a unit's place. Times epoch milliseconds of the city. */
export interface Known {
  positionMs: number | null;
  told: LonLat | null;
  toldMs: number | null;
}

/** What to do with a position: nothing when a newer one is known. */
export type Sighting = { kept: false } | { kept: true; atMs: number; told: boolean };

/** Judges a position by when it was measured and where the last one told was. */
export function sight(
  known: Known,
  { lonLat, atMs, nowMs }: { lonLat: LonLat; atMs: number; nowMs: number },
): Sighting {
  const measuredMs = atMs > nowMs + AHEAD_MS ? nowMs : Math.min(atMs, nowMs);
  if (known.positionMs !== null && measuredMs <= known.positionMs) return { kept: false };
  const isFar = known.told === null || metresBetween(known.told, lonLat) >= TOLD_METRES;
  const isOld = known.toldMs === null || measuredMs - known.toldMs >= TOLD_MS;
  return { kept: true, atMs: measuredMs, told: isFar || isOld };
}
