import type { Lease } from './lease.js';
import { repeat } from './repeat.js';

/** A loop that runs in every process and works in one: the holder of a lease. What it writes it writes under the fence of its epoch. */
export class LeasedLoop {
  private end: (() => Promise<void>) | undefined;

  /** @param everyMs pause between turns, also between asking for the lease */
  constructor(
    private readonly lease: Lease,
    private readonly everyMs: number,
    private readonly work: (epoch: number) => Promise<unknown>,
  ) {}

  start(): void {
    this.end = repeat(this.lease.name, this.everyMs, () => this.turn());
  }

  /** Waits for the turn under way and lets go of the lease. Stopping what was never started does nothing. */
  async stop(): Promise<void> {
    if (!this.end) return;
    await this.end();
    await this.lease.release().catch(() => undefined); // The term runs out by itself when the database is gone.
  }

  /** One turn: does nothing unless this instance holds the lease. */
  async turn(): Promise<void> {
    const epoch = await this.lease.hold();
    if (epoch !== null) await this.work(epoch);
  }
}
