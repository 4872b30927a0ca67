import { getResolution } from 'h3-js';
import type { Entry } from '../../protocol/facts.js';
import type { RiskStated } from '../../protocol/facts/risk.js';
import type { RiskLevel } from '../../protocol/risk.js';

/** The risk index as it was stated last: what a process starts from. `stated` null: never. */
export interface RiskIndexStart {
  riskStated: Omit<RiskStated, 'type' | 'cells'> | null;
  riskCells: readonly RiskStated['cells'][number][];
}

/** What the index says of a cell. */
export interface IndexCell {
  value: number;
  level: RiskLevel;
  unknown: number;
}

/** The risk index by resolution and cell. Applying an entry again, in order, changes nothing. */
export class RiskIndexProjection {
  private readonly cells = new Map<number, Map<string, IndexCell>>();
  private stated: RiskIndexStart['riskStated'] = null;

  load({ riskStated, riskCells }: RiskIndexStart): void {
    if (riskStated) this.put({ type: 'risk.stated', ...riskStated, cells: [...riskCells] });
  }

  apply({ fact }: Entry): void {
    if (fact.type === 'risk.stated') this.put(fact);
  }

  /** Cells of one resolution, in no order. */
  at(res: number): ReadonlyMap<string, IndexCell> {
    return this.cells.get(res) ?? new Map();
  }

  /** When it was stated last and by which weights; nulls before the first time. */
  get asOf(): { statedAt: string | null; weights: number | null } {
    return { statedAt: this.stated?.at ?? null, weights: this.stated?.weights ?? null };
  }

  private put({ cells, at, weights, levels }: RiskStated): void {
    this.stated = { at, weights, levels };
    for (const [cell, value, unknown] of cells) {
      const res = getResolution(cell);
      const there = this.cells.get(res) ?? new Map<string, IndexCell>();
      this.cells.set(res, there);
      const level = levels.filter((from) => value >= from).length as RiskLevel;
      if (value === 0 && unknown === 0) there.delete(cell);
      else there.set(cell, { value, level, unknown });
    }
  }
}
