import type { VitalSign } from '@protocol/city';
import type { SituationVital } from '@protocol/live/situation';

/** Rhythms of a vital sign after which its last value says nothing of now. @source docs/protocol.md §Feeds (interrupted) */
const FRESH_RHYTHMS = 5;

/**
 * Tells whether a vital sign has no value now: none ever came, or the newest is older than five of its rhythms. The service
 * keeps the last value whatever its age, because nothing happens when nothing comes.
 */
export function vitalLost(
  vital: Pick<SituationVital, 'value' | 'at'> | null | undefined,
  sign: Pick<VitalSign, 'expectEverySeconds'>,
  nowMs: number,
): boolean {
  if (!vital || vital.value === null || vital.at === null) return true;
  return nowMs - Date.parse(vital.at) > FRESH_RHYTHMS * sign.expectEverySeconds * 1000;
}
