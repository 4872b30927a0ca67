import type { Band } from '@protocol/facts/feeds';

/** How a value stands to its usual range. `unknown` when either is missing. */
export type Standing = 'unknown' | 'below' | 'usual' | 'above';

/** The usual range as it is shown: outward to whole numbers, so that a shown value and a shown range never contradict each other. */
export function shownBand(band: Band | undefined): [number, number] | null {
  return band ? [Math.floor(band[0]), Math.ceil(band[1])] : null;
}

/** Grades a count against its usual range (P10-P90 of this hour). */
export function standing(value: number | null | undefined, band: Band | undefined): Standing {
  const range = shownBand(band);
  if (value === null || value === undefined || !range) return 'unknown';
  if (value > range[1]) return 'above';
  return value < range[0] ? 'below' : 'usual';
}

/** Grades a vital sign against the range of its profile, undistorted by rounding of counts. */
export function vitalStanding(value: number | null, usual: readonly [number, number] | null | undefined): Standing {
  if (value === null || !usual) return 'unknown';
  if (value > usual[1]) return 'above';
  return value < usual[0] ? 'below' : 'usual';
}

/** Where a value and its band stand on a bar of 0-100 %. The bar ends at the bigger of twice the band's top and the value. */
export function onBar(value: number, band: Band | undefined): { at: number; low: number; high: number } {
  const range = shownBand(band) ?? [0, 0];
  const end = Math.max(range[1] * 2, value * 1.1, 1);
  const part = (n: number) => Math.min(100, (n / end) * 100);
  return { at: part(value), low: part(range[0]), high: part(range[1]) };
}
