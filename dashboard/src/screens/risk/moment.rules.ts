import { RISK_DAYS } from '@protocol/risk';

const MINUTE_MS = 60_000;
/** Minutes the slider goes back. */
export const SLIDER_MINUTES = RISK_DAYS * 24 * 60;

/** The moment that a place of the slider stands for, RFC 3339 at a whole minute; null is now. @param place minutes from the left end */
export function momentAt(place: number, nowMs: number): string | null {
  if (place >= SLIDER_MINUTES) return null;
  const minute = Math.floor(nowMs / MINUTE_MS) - (SLIDER_MINUTES - Math.max(0, place));
  return new Date(minute * MINUTE_MS).toISOString();
}

/** Where a moment stands on the slider. */
export function placeOf(at: string | null, nowMs: number): number {
  if (at === null) return SLIDER_MINUTES;
  const behind = Math.floor(nowMs / MINUTE_MS) - Math.floor(Date.parse(at) / MINUTE_MS);
  return Math.min(SLIDER_MINUTES, Math.max(0, SLIDER_MINUTES - behind));
}
