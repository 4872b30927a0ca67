/** Events a socket may send: a burst, and what comes back a second. Screens need a handful when they open. */
export const BURST = 40;
export const PER_SECOND = 10;
/** Events refused in a row after which a socket is taken for a flood. */
export const PATIENCE = 200;

/** The event budget of one socket (a token bucket). Times are monotonic milliseconds. */
export class EventBudget {
  private left = BURST;
  private refused = 0;

  constructor(private filledAtMs: number) {}

  /** Takes one event out of the budget. */
  take(nowMs: number): 'ok' | 'refused' | 'flood' {
    this.left = Math.min(BURST, this.left + ((nowMs - this.filledAtMs) / 1000) * PER_SECOND);
    this.filledAtMs = nowMs;
    if (this.left >= 1) {
      this.left--;
      this.refused = 0;
      return 'ok';
    }
    return ++this.refused > PATIENCE ? 'flood' : 'refused';
  }
}
