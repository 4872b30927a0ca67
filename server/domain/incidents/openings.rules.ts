import type { Stream } from '../../../protocol/observation.js';
import { OPENINGS } from './openings.data.js';

/** Metres of a degree of latitude (mean Earth radius 6,371,008.8 m). @source IUGG mean radius R1 */
const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;

/** A place in degrees WGS-84, where it is known. */
interface Place {
  lon: number | null;
  lat: number | null;
}

/** A place and the time of what happened there, epoch milliseconds. */
export interface Sighting extends Place {
  occurredMs: number;
}

/** The procedure that a record opens an incident by; null for none. */
export function procedureFor(stream: Stream, type: string): string | null {
  return OPENINGS.find((o) => o.stream === stream && type.startsWith(o.prefix))?.procedure ?? null;
}

/** Whether one source's saying the same again means the same thing: so near and so soon. Without points it never does. */
export function isRepeat(a: Sighting, b: Sighting, within: { metres: number; hours: number } | null): boolean {
  if (within === null) return false;
  const apartM = distanceM(a, b);
  return (
    apartM !== null && apartM <= within.metres && Math.abs(a.occurredMs - b.occurredMs) <= within.hours * 3_600_000
  );
}

/** Distance of near places in metres (equirectangular: exact to a millimetre within a kilometre); null when either has no point. */
export function distanceM(a: Place, b: Place): number | null {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return null;
  const x = (b.lon - a.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(x, b.lat - a.lat) * METRES_PER_DEGREE;
}
