import { lampAt, type Lamp } from '@protocol/clocks';
import type { ReportTask } from '@protocol/report';

/** How a report that is asked for stands at a moment: what is left (negative: over) and its lamp. */
export interface ReportDue {
  leftMs: number;
  lamp: Lamp;
}

/** Reads how long a report has; null once it is submitted or withdrawn. @param nowMs city time */
export function dueOf({ state, warnAt, dueAt }: ReportTask, nowMs: number): ReportDue | null {
  if (state !== 'pending') return null;
  const dueMs = Date.parse(dueAt);
  return { leftMs: dueMs - nowMs, lamp: lampAt(nowMs, { warnMs: Date.parse(warnAt), dueMs }) };
}

/** Numbers as reports are counted: 续报一, 续报二. Only what can come again has one. */
export function isCounted({ kind }: Pick<ReportTask, 'kind'>): boolean {
  return kind === 'followup' || kind === 'daily';
}

/** The report that runs out first of those that are asked for. */
export function nearest(tasks: readonly ReportTask[]): ReportTask | null {
  const pending = tasks.filter(({ state, isDrill }) => state === 'pending' && !isDrill);
  return pending.reduce<ReportTask | null>((a, b) => (a === null || b.dueAt < a.dueAt ? b : a), null);
}
