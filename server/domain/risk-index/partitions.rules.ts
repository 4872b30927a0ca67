import { RISK_DAYS } from '../../../protocol/risk.js';

const DAY_MS = 86_400_000;
const PREFIX = 'risk_cell_state_';
/** Whole days (UTC) kept before today: the seventh day back is asked for in part, and read from the whole turn before it. */
const KEPT_DAYS = RISK_DAYS + 1;

/** One day's partition: states stated in [from, to). */
export interface DayPartition {
  name: string;
  from: string;
  to: string;
}

/** Partitions that must exist at a time (epoch ms): yesterday's for clocks that are corrected, today's, and tomorrow's. */
export function neededDays(nowMs: number): DayPartition[] {
  return [-1, 0, 1].map((ahead) => {
    const fromMs = (Math.floor(nowMs / DAY_MS) + ahead) * DAY_MS;
    return { name: nameOf(fromMs), from: new Date(fromMs).toISOString(), to: new Date(fromMs + DAY_MS).toISOString() };
  });
}

/** Those of the partitions that hold only what is past its time, and the moment before which nothing is kept. */
export function pastDays(names: readonly string[], nowMs: number): { past: string[]; before: string } {
  const firstMs = (Math.floor(nowMs / DAY_MS) - KEPT_DAYS) * DAY_MS;
  return { past: names.filter((name) => name < nameOf(firstMs)), before: new Date(firstMs).toISOString() };
}

function nameOf(ms: number): string {
  return `${PREFIX}${new Date(ms).toISOString().slice(0, 10).replaceAll('-', '_')}`;
}
