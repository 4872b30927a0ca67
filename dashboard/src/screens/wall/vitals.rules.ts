import type { VitalSign } from '@protocol/city';
import type { SituationVital } from '@protocol/live/situation';

/** Rhythms of a vital sign after which its last value says nothing of now. @source docs/protocol.md §Feeds (interrupted) */
const FRESH_RHYTHMS = 5;

/** What a vital sign can say: `lost` no sensor tells of now, `partial` some do but their figure would be wrong without the others. */
export type VitalState = 'whole' | 'partial' | 'lost';

/**
 * Grades what a vital sign knows now. The service keeps the last value whatever its age, because nothing happens when nothing comes. A sum
 * that lacks a sensor has no value, yet its fresh sensors are heard.
 */
export function vitalState(
  vital: Pick<SituationVital, 'value' | 'at' | 'sensors'> | null | undefined,
  sign: Pick<VitalSign, 'expectEverySeconds'>,
  nowMs: number,
): VitalState {
  if (!vital || vital.at === null || isOld(vital.at, sign, nowMs)) return 'lost';
  if (vital.value !== null) return 'whole';
  return vital.sensors > 0 ? 'partial' : 'lost';
}

function isOld(at: string, sign: Pick<VitalSign, 'expectEverySeconds'>, nowMs: number): boolean {
  return nowMs - Date.parse(at) > FRESH_RHYTHMS * sign.expectEverySeconds * 1000;
}
