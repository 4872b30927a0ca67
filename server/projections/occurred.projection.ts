import type { Entry } from '../../protocol/facts.js';
import { STRIP_BINS } from '../../protocol/live/situation.js';
import { Keys } from './keys.rules.js';
import { MinuteCounts } from './minute-counts.rules.js';
import { HELD_MINUTES } from './records.projection.js';
import type { Times } from './times.rules.js';

export interface OccurredStart {
  occurred: readonly { minute: number; source: string; n: number }[];
}

/** Records of each source by occurrence: what stands against the usual bands, which go by occurrence too. */
export class OccurredProjection {
  private readonly sources = new Keys<{ id: string }>();
  private readonly counts = new MinuteCounts();
  private readonly hour = this.counts.window();
  private readonly bins = this.counts.bins((key) => this.sources.get(key).id);

  load(start: OccurredStart): void {
    for (const { minute, source, n } of start.occurred) this.counts.add(minute, this.keyOf(source), n);
  }

  /** Counts new records; an amendment leaves source and minute as they are. */
  apply({ fact, isDrill }: Entry): void {
    if (isDrill || fact.type !== 'intake.recorded') return;
    for (const cell of fact.counts) this.counts.add(cell.minute, this.keyOf(fact.source), cell.n);
  }

  /** Records of the last hour, and a line of 24 h, by source. */
  view(t: Times): { hour(source: string): number; line(source: string): number[] } {
    const sums = this.hour.over(t.hourFrom, t.to);
    return {
      hour: (source) => sums.get(this.keyOf(source)) ?? 0,
      line: (source) => this.bins.line(t.to, STRIP_BINS, (s) => s === source),
    };
  }

  forget(minute: number): void {
    this.counts.forgetBefore(minute - HELD_MINUTES);
    this.bins.forgetBefore(minute - HELD_MINUTES);
  }

  private keyOf(source: string): number {
    return this.sources.of(source, () => ({}));
  }
}
