import { READING_DAYS } from '../../protocol/sensor.js';

const DAY_MS = 86_400_000;
/** Months of observations made ahead. @source docs/architecture.md §2 */
const MONTHS_AHEAD = 3;
/** Days of readings made ahead. */
const DAYS_AHEAD = 7;

/** One partition: rows of `parent` with a time in [from, to), UTC. */
export interface Partition {
  parent: 'observation' | 'reading';
  name: string;
  from: string;
  to: string;
}

/** Partitions that must exist at a time (epoch ms): this month and three more, the last fourteen days and seven more. */
export function neededPartitions(nowMs: number): Partition[] {
  const now = new Date(nowMs);
  const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, i) => {
    const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i, 1);
    const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i + 1, 1);
    return partition('observation', from, to, 7);
  });
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const days = Array.from({ length: READING_DAYS + DAYS_AHEAD + 1 }, (_, i) => {
    const from = today + (i - READING_DAYS) * DAY_MS;
    return partition('reading', from, from + DAY_MS, 10);
  });
  return [...months, ...days];
}

/** Those of the given partitions of `reading` that hold only what is past its time. */
export function pastReadingPartitions(names: readonly string[], nowMs: number): string[] {
  const first = nameOf('reading', Math.floor(nowMs / DAY_MS) * DAY_MS - READING_DAYS * DAY_MS, 10);
  return names.filter((name) => /^reading_\d{4}_\d\d_\d\d$/.test(name) && name < first);
}

function partition(parent: Partition['parent'], fromMs: number, toMs: number, digits: number): Partition {
  const name = nameOf(parent, fromMs, digits);
  return { parent, name, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

function nameOf(parent: Partition['parent'], ms: number, digits: number): string {
  return `${parent}_${new Date(ms).toISOString().slice(0, digits).replaceAll('-', '_')}`;
}
