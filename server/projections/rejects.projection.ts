import type { Entry } from '../../protocol/facts.js';
import { minuteOf } from '../journal/recent-items.rules.js';

/** Rejects of one source and reason on one city day; `waiting` may be negative on the day of settling. */
export interface RejectLine {
  day: string;
  source: string;
  code: string;
  n: number;
  waiting: number;
}

/** What was refused and what of it still waits, by source and reason. */
export class RejectsProjection {
  private readonly lines = new Map<
    string,
    { source: string; code: string; waiting: number; byDay: Map<string, number> }
  >();

  constructor(private readonly dayOf: (minute: number) => string) {}

  load(lines: readonly RejectLine[]): void {
    for (const line of lines) this.add(line);
  }

  apply({ fact, isDrill }: Entry): void {
    if (isDrill) return;
    if (fact.type === 'intake.rejected') {
      this.add({ ...fact, day: this.dayOf(minuteOf(fact.receivedAt)), waiting: fact.n });
    } else if (fact.type === 'dead-letter.settled') {
      this.add({ ...fact, day: '', n: 0, waiting: -fact.n });
    }
  }

  /** Lines that say something on `day`, by source and code. */
  view(day: string): { source: string; code: string; today: number; waiting: number }[] {
    const lines = [...this.lines].sort(([a], [b]) => (a < b ? -1 : 1));
    return lines.flatMap(([, { source, code, waiting, byDay }]) => {
      const today = byDay.get(day) ?? 0;
      return today === 0 && waiting === 0 ? [] : [{ source, code, today, waiting }];
    });
  }

  private add({ day, source, code, n, waiting }: RejectLine): void {
    const id = `${source}|${code}`;
    const line = this.lines.get(id) ?? { source, code, waiting: 0, byDay: new Map<string, number>() };
    this.lines.set(id, line);
    line.waiting += waiting;
    if (n !== 0) line.byDay.set(day, (line.byDay.get(day) ?? 0) + n);
  }
}
