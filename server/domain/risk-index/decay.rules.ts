/**
 * For how long something counts after it is over, minutes. Six half-lives of the default one: what is left is below 2 %. Roll-ups of cells
 * reach as far (server/domain/rollups/rollups.rules.ts).
 */
export const HORIZON_MINUTES = 360;
/** Shares and factors are whole per mille, so that the sum of an explanation is exact. */
export const WHOLE = 1000;
const MINUTE_MS = 60_000;

/**
 * What age leaves of a weight: it halves with every half-life and is told in steps of the clock, so that a cell moves a few times an hour and the
 * index is a function of what happened and of the step that runs. @param of minutes
 */
export class Decay {
  /** Per mille by steps of age; nothing beyond the horizon. */
  private readonly left: readonly number[];

  constructor(private readonly of: { halfLife: number; step: number }) {
    const steps = Math.ceil(HORIZON_MINUTES / of.step);
    this.left = Array.from({ length: steps }, (_, k) => Math.round(WHOLE * 2 ** ((-k * of.step) / of.halfLife)));
  }

  /** Per mille left at `nowMs` of what ended, or happened, at `thenMs` (epoch ms); whole for what lies ahead by a clock's error. */
  at(thenMs: number, nowMs: number): number {
    return this.left[Math.max(0, this.stepOf(nowMs) - this.stepOf(thenMs))] ?? 0;
  }

  /** The step of the clock that holds a moment (epoch ms). */
  stepOf(ms: number): number {
    return Math.floor(ms / (this.of.step * MINUTE_MS));
  }

  /** What a steady one record an hour adds up to, in thousandths of a record: the yardstick of what is usual. */
  get steady(): number {
    const sum = this.left.reduce((total, left) => total + left, 0);
    return Math.round((sum * this.of.step) / 60);
  }
}
