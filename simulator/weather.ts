import { randomOf } from './random.js';
import { localDay, localHour } from './rhythm.js';

/** One rainstorm: where it stands, when it peaks and how hard it rains there, mm/h. */
export interface Storm {
  peakMinute: number;
  spreadMinutes: number;
  peakMmH: number;
  center: readonly [number, number];
  radiusKm: number;
}

/** About one day in six has a storm; a storm's peak lies between 06:00 and 23:00. */
const STORM_CHANCE = 1 / 6;
const KM_PER_DEGREE = 111.32;

/** The storm of the local day that holds `minute`, or null on a dry day. */
export function stormOf(seed: number, minute: number, zone: string, center: readonly [number, number]): Storm | null {
  const day = localDay(minute, zone);
  const random = randomOf(seed, 'storm', day);
  if (!random.chance(STORM_CHANCE)) return null;
  const midnight = minute - Math.round(localHour(minute, zone) * 60);
  return {
    peakMinute: midnight + Math.round(random.between(6, 23) * 60),
    spreadMinutes: random.between(25, 70),
    peakMmH: random.between(25, 85),
    center: [center[0] + random.between(-0.14, 0.14), center[1] + random.between(-0.07, 0.07)],
    radiusKm: random.between(4, 11),
  };
}

/** Rain in mm/h at a place and minute: a bell in time and in space. */
export function rainAt(storm: Storm | null, minute: number, lonLat: readonly [number, number]): number {
  if (!storm) return 0;
  const time = (minute - storm.peakMinute) / storm.spreadMinutes;
  const dx = (lonLat[0] - storm.center[0]) * KM_PER_DEGREE * Math.cos((lonLat[1] * Math.PI) / 180);
  const dy = (lonLat[1] - storm.center[1]) * KM_PER_DEGREE;
  const space = Math.hypot(dx, dy) / storm.radiusKm;
  const mmH = storm.peakMmH * Math.exp(-(time * time) / 2) * Math.exp(-(space * space) / 2);
  return mmH < 0.1 ? 0 : mmH;
}

/** How wet the city is as a whole, 0..1: raises calls and incidents. */
export function wetness(storm: Storm | null, minute: number): number {
  return storm ? Math.min(1, rainAt(storm, minute, storm.center) / 50) : 0;
}
