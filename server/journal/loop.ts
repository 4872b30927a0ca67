/**
 * Runs a step again and again, never twice at once: at each wake (at most every `gapMs`, the first at once) and after `pollMs` of
 * silence. The step handles its own errors. `gapMs` is asked anew each time.
 */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private startedAtMs = -Infinity;

  constructor(
    private readonly step: () => Promise<void>,
    private readonly pace: { gapMs: number | (() => number); pollMs: number },
  ) {}

  /** Asks for a run soon. Asking during a run runs once more after it. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) this.again = true;
    else this.plan(this.restMs());
  }

  /** Resolves when the running step, if any, is over; no other starts. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(waitMs: number): void {
    clearTimeout(this.timer);
    if (waitMs <= 0) this.run();
    else this.timer = setTimeout(() => this.run(), waitMs);
  }

  private run(): void {
    if (this.running || this.stopped) return;
    this.startedAtMs = performance.now();
    this.again = false;
    this.running = this.step().finally(() => {
      this.running = undefined;
      if (this.stopped) return;
      this.plan(this.again ? this.restMs() : Math.max(this.restMs(), this.pace.pollMs));
    });
  }

  /** What is left of the gap since the last start. */
  private restMs(): number {
    const { gapMs } = this.pace;
    return this.startedAtMs + (typeof gapMs === 'number' ? gapMs : gapMs()) - performance.now();
  }
}
