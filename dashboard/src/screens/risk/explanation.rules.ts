import type { RiskContribution, RiskExplanation } from '@protocol/risk';
import type { RouteLocationRaw } from 'vue-router';

/** Hundredths of a point as written: 86.40, or +31.20 with its sign. */
export function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
export function signed(hundredths: number): string {
  return `${hundredths < 0 ? '−' : '+'}${points(Math.abs(hundredths))}`;
}

/** Whether the lines add up to the value exactly. They are whole hundredths, so this is no matter of rounding. */
export function addsUp({ contributions, value }: RiskExplanation): boolean {
  return contributions.reduce((sum, { points: part }) => sum + part, 0) === value;
}

/** Part of the longest bar, 0 to 100. */
export function barOf(of: RiskContribution, all: readonly RiskContribution[]): number {
  const longest = Math.max(1, ...all.map(({ points: part }) => Math.abs(part)));
  return (Math.abs(of.points) / longest) * 100;
}

/** The screen that a cause is looked at on; null where rows or nothing stand behind it. */
export function causeLink({ kind, ref, sensor }: RiskContribution): RouteLocationRaw | null {
  if (kind === 'incident' && ref !== null) return `/i/${encodeURIComponent(ref)}`;
  if (kind === 'alarm' && sensor !== null) return `/sensors/${encodeURIComponent(sensor)}`;
  if (kind === 'alarm') return { path: '/alarms', query: { q: ref ?? '' } };
  if (kind === 'object' && ref !== null) return { path: '/objects', query: { o: ref } };
  return null;
}
