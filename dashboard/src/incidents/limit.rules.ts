import type { IncidentCard } from '@protocol/incident';
import { lampAt, type Lamp } from '@protocol/clocks';
import { stopwatch } from '../time/age.rules.js';

/** What a limit is told by. */
export type Limited = Pick<
  IncidentCard,
  'limitAt' | 'warnAt' | 'pausedAt' | 'stepDueAt' | 'enteredAt' | 'openedAt' | 'closedAt' | 'lane'
>;

/** A limit at a moment: how much is left (negative: over), which share of it has gone, and its lamp. */
export interface Limit {
  leftMs: number;
  share: number;
  lamp: Lamp;
}

/** Beyond so much a running clock tells nobody anything: days do. */
const DAYS_FROM_MS = 100 * 3_600_000;

/** Reads the limit an incident runs against; null when it has none, is closed, or its clock stands. @param nowMs city time */
export function limitOf(of: Limited, nowMs: number): Limit | null {
  if (of.limitAt === null || of.lane === null || of.pausedAt !== null) return null;
  const dueMs = Date.parse(of.limitAt);
  // The step's limit began with the step, the whole one with the incident.
  const fromMs = Date.parse(of.limitAt === of.stepDueAt ? of.enteredAt : of.openedAt);
  const leftMs = dueMs - nowMs;
  const share = dueMs <= fromMs ? 1 : Math.min(1, Math.max(0, (nowMs - fromMs) / (dueMs - fromMs)));
  // The lamp goes by working time, which the service has worked out; the bar by the wall clock.
  const warnMs = of.warnAt === null ? dueMs : Date.parse(of.warnAt);
  return { leftMs, share, lamp: lampAt(nowMs, { warnMs, dueMs }) };
}

/** Writes what is left as 05:50, 1:22:08 or +02:18 (over); in days beyond a hundred hours. */
export function leftWords(leftMs: number, days: (n: number) => string): string {
  const over = leftMs < 0 ? '+' : '';
  const size = Math.abs(leftMs);
  return over + (size >= DAYS_FROM_MS ? days(Math.floor(size / 86_400_000)) : stopwatch(size));
}

/** The part of a number that people say: 20261122-2470 is 2470. */
export function shortNo(no: string): string {
  return no.slice(no.lastIndexOf('-') + 1);
}
