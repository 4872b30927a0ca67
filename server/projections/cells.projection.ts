import type { Entry } from '../../protocol/facts.js';
import type { HexCell } from '../../protocol/facts/intake.js';
import { HexesProjection } from './hexes.projection.js';
import { RiskIndexProjection, type RiskIndexStart } from './risk-index.projection.js';

/** What a process starts from of the cells. */
export interface CellsStart extends RiskIndexStart {
  hexes: readonly HexCell[];
}

/** The cells of the map: records counted in them, and the risk index. */
export class CellsProjection {
  readonly hexes = new HexesProjection();
  readonly risk = new RiskIndexProjection();

  load(start: CellsStart): void {
    this.hexes.load(start.hexes);
    this.risk.load(start);
  }

  /** Takes what may be applied twice: the index is stated, not added up. */
  hear(entry: Entry): void {
    this.risk.apply(entry);
  }

  /** Takes what is added up. */
  apply(entry: Entry): void {
    this.hexes.apply(entry);
  }

  /** Forgets what no window of `minute` or later reaches. */
  forget(minute: number): void {
    this.hexes.forget(minute);
  }
}
