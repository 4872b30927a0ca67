import type { Entry } from '../../protocol/facts.js';
import { STRIP_BINS, type SituationVital } from '../../protocol/live/situation.js';
import { binOf, type Times } from './times.rules.js';

/** One figure of a vital sign, the last of its minute. */
export interface VitalMinute {
  vital: string;
  minute: number;
  at: string;
  value: number | null;
  sensors: number;
  of: number;
}

/** Vital signs: the newest figure and a line of 24 h. Applying an entry again, in order, changes nothing. */
export class VitalsProjection {
  private readonly minutes = new Map<string, Map<number, VitalMinute>>();

  load(figures: readonly VitalMinute[]): void {
    for (const figure of figures) this.put(figure);
  }

  apply({ fact, isDrill }: Entry): void {
    if (fact.type === 'vital.measured' && !isDrill) this.put(fact);
  }

  /** State of one vital sign. The value stands whatever its age: `at` tells it. */
  view(id: string, t: Times): SituationVital {
    const figures = [...(this.minutes.get(id)?.values() ?? [])].filter((f) => f.minute < t.to);
    const newest = figures.reduce<VitalMinute | null>((a, b) => (a === null || b.minute > a.minute ? b : a), null);
    const { value = null, at = null, sensors = 0, of = 0 } = newest ?? {};
    return { id, value, at, sensors, of, line: lineOf(figures, t) };
  }

  /** Forgets figures older than the line, but never the newest of a vital sign. */
  forget(t: Times): void {
    for (const figures of this.minutes.values()) {
      const newest = Math.max(...figures.keys());
      for (const minute of figures.keys()) if (minute < t.stripFrom && minute !== newest) figures.delete(minute);
    }
  }

  private put({ vital, minute, at, value, sensors, of }: VitalMinute): void {
    const figures = this.minutes.get(vital) ?? new Map<number, VitalMinute>();
    this.minutes.set(vital, figures);
    figures.set(minute, { vital, minute, at, value, sensors, of });
  }
}

/** Means of 15 minutes over 24 h; null where nothing was measured. */
function lineOf(figures: readonly VitalMinute[], t: Times): (number | null)[] {
  const sums = Array.from({ length: STRIP_BINS }, () => ({ sum: 0, n: 0 }));
  for (const { minute, value } of figures) {
    const bin = sums[binOf(minute) - binOf(t.stripFrom)];
    if (!bin || value === null) continue;
    bin.sum += value;
    bin.n++;
  }
  return sums.map(({ sum, n }) => (n === 0 ? null : Math.round((sum / n) * 1000) / 1000));
}
