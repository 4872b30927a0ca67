import { UNIT_CONVERSIONS } from './unit-conversions.data.js';

/** More digits than any sensor has: what a binary fraction adds beyond them is no measurement. */
const DIGITS = 12;

/** A value in the unit of its sensor; null when no conversion is known. */
export function inUnitOf(sensor: { metric: string; unit: string }, value: number, unit: string): number | null {
  if (unit === sensor.unit) return value;
  const way = UNIT_CONVERSIONS.find(
    ({ from, to, metric }) => from === unit && to === sensor.unit && (metric === undefined || metric === sensor.metric),
  );
  return way ? Number((value * way.factor + (way.offset ?? 0)).toPrecision(DIGITS)) : null;
}
