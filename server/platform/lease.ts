import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from './database.js';

// A term that ends later than any term can was written before the database's clock was set back: it would bind for hours.
const TAKE = `
  insert into lease (name, holder, until) values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  on conflict (name) do update set holder = excluded.holder, until = excluded.until,
    epoch = lease.epoch + (lease.holder <> excluded.holder)::int
  where lease.holder = excluded.holder or lease.until < clock_timestamp()
    or lease.until > clock_timestamp() + 2 * $3 * interval '1 millisecond'
  returning epoch`;
// The row stays locked until the work commits. A holder that is frozen in the middle must not keep it from its successor for longer than a
// term: the server then ends its session.
const FENCE = `
  select set_config('idle_in_transaction_session_timeout', $4, true) from lease
  where name = $1 and holder = $2 and epoch = $3 for share`;

/**
 * Work that must happen on one instance at a time. The holder renews a row; whoever finds it run out takes it with a higher epoch.
 * A holder that was frozen meanwhile is stopped by the fence, which is part of the same transaction as the work (docs/adr/0003).
 */
export class Lease {
  readonly holder = randomUUID();
  /** The epoch last taken, and when (monotonic ms). */
  private held: { epoch: number; atMs: number } | undefined;

  constructor(
    private readonly db: Database,
    readonly name: string,
    readonly ttlMs: number,
  ) {}

  /** Takes or renews the lease. Answers its epoch, or null while another instance holds it. */
  async take(): Promise<number | null> {
    const atMs = performance.now();
    const { rows } = await this.db.system.query<{ epoch: string }>(TAKE, [this.name, this.holder, this.ttlMs]);
    this.held = rows[0] && { epoch: Number(rows[0].epoch), atMs };
    return this.held?.epoch ?? null;
  }

  /** As `take`, but asks the database only when a third of the term has passed since it last did. */
  async hold(): Promise<number | null> {
    const { held } = this;
    return held && performance.now() - held.atMs < this.ttlMs / 3 ? held.epoch : this.take();
  }

  /** Runs `work` in a transaction in which the lease provably stands at `epoch`; answers null, having done nothing, when it does not. */
  async fenced<T>(epoch: number, work: (client: PoolClient) => Promise<T>): Promise<T | null> {
    return this.db.tx(this.db.system, async (client) => {
      const { rowCount } = await client.query(FENCE, [this.name, this.holder, epoch, String(this.ttlMs)]);
      if (rowCount === 1) return work(client);
      this.held = undefined;
      return null;
    });
  }

  /** Lets go, so that a successor need not wait for the end of the term. */
  async release(): Promise<void> {
    this.held = undefined;
    await this.db.system.query('update lease set until = clock_timestamp() where name = $1 and holder = $2', [
      this.name,
      this.holder,
    ]);
  }
}
