import type { Entry } from '../../protocol/facts.js';
import type { HexCell } from '../../protocol/facts/intake.js';
import { Keys } from './keys.rules.js';
import { MinuteCounts } from './minute-counts.rules.js';
import type { Times } from './times.rules.js';

const HELD_MINUTES = 120;

/** Records by H3 cell (res 9) and priority for the map's hour. */
export class HexesProjection {
  private readonly cells = new Keys<{ id: string; h3: string; priority: number }>();
  private readonly counts = new MinuteCounts();
  private readonly hour = this.counts.window();

  load(hexes: readonly HexCell[]): void {
    for (const hex of hexes) this.add(hex);
  }

  apply({ fact, isDrill }: Entry): void {
    if (isDrill) return;
    if (fact.type === 'intake.recorded') this.load(fact.hexes);
    if (fact.type !== 'observation.amended') return;
    if (fact.old.h3 !== null) this.add({ ...fact.old, h3: fact.old.h3, n: -1 });
    if (fact.new.h3 !== null) this.add({ ...fact.new, h3: fact.new.h3, n: 1 });
  }

  /** Cells of the last hour with their counts. */
  view(t: Times): { h3: string; priority: number; n: number }[] {
    return [...this.hour.over(t.hourFrom, t.to)].map(([key, n]) => {
      const { h3, priority } = this.cells.get(key);
      return { h3, priority, n };
    });
  }

  /** Forgets what no window of `minute` or later reaches. */
  forget(minute: number): void {
    this.counts.forgetBefore(minute - HELD_MINUTES);
  }

  private add({ minute, h3, priority, n }: HexCell): void {
    this.counts.add(
      minute,
      this.cells.of(`${h3}|${priority}`, () => ({ h3, priority })),
      n,
    );
  }
}
