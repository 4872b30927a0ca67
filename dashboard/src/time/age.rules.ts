/** A span in one unit, for words: `{unit: 'minutes', n: 4}`. */
export interface Span {
  unit: 'seconds' | 'minutes' | 'hours' | 'days';
  n: number;
}

/** Rounds a span down to the unit a person would use. @param spanMs milliseconds, negative counts as 0 */
export function spanOf(spanMs: number): Span {
  const s = Math.max(0, Math.floor(spanMs / 1000));
  if (s < 60) return { unit: 'seconds', n: s };
  if (s < 3600) return { unit: 'minutes', n: Math.floor(s / 60) };
  if (s < 172_800) return { unit: 'hours', n: Math.floor(s / 3600) };
  return { unit: 'days', n: Math.floor(s / 86_400) };
}

/** A running span as 04:12 or 1:22:08. @param spanMs milliseconds, negative counts as 0 */
export function stopwatch(spanMs: number): string {
  const s = Math.max(0, Math.floor(spanMs / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`;
}
