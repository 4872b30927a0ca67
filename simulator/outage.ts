import { randomOf } from './random.js';

/** Sources that a bad line may silence: machines, not people. */
export const FRAGILE = ['iot-gas', 'iot-water', 'iot-rain', 'iot-power'] as const;

const SPAN_MINUTES = 150;
const SHORTEST_MINUTES = 9;
const LONGEST_MINUTES = 19;

/** Tells whether a source is cut off at a minute. In each span of two and a half hours one fragile source falls silent once. */
export function isSilent(seed: number, source: string, minute: number): boolean {
  const span = Math.floor(minute / SPAN_MINUTES);
  const random = randomOf(seed, 'outage', span);
  if (random.pick(FRAGILE) !== source) return false;
  const from = span * SPAN_MINUTES + Math.floor(random.between(10, SPAN_MINUTES - LONGEST_MINUTES - 5));
  return minute >= from && minute < from + random.between(SHORTEST_MINUTES, LONGEST_MINUTES);
}
