import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from './database.js';

const TAKE = `
  insert into lease (name, holder, until) values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  on conflict (name) do update set holder = excluded.holder, until = excluded.until,
    epoch = lease.epoch + (lease.holder <> excluded.holder)::int
  where lease.holder = excluded.holder or lease.until < clock_timestamp()
  returning epoch`;
const FENCE = 'select 1 from lease where name = $1 and holder = $2 and epoch = $3 for share';

/**
 * Work that must happen on one instance at a time. The holder renews a row; whoever finds it run out takes it with a higher epoch.
 * A holder that was frozen meanwhile is stopped by the fence, which is part of the same transaction as the work (docs/adr/0003).
 */
export class Lease {
  readonly holder = randomUUID();

  constructor(
    private readonly db: Database,
    readonly name: string,
    readonly ttlMs: number,
  ) {}

  /** Takes or renews the lease. Answers its epoch, or null while another instance holds it. */
  async take(): Promise<number | null> {
    const { rows } = await this.db.system.query<{ epoch: string }>(TAKE, [this.name, this.holder, this.ttlMs]);
    return rows[0] ? Number(rows[0].epoch) : null;
  }

  /** Runs `work` in a transaction in which the lease provably stands at `epoch`; answers null, having done nothing, when it does not. */
  async fenced<T>(epoch: number, work: (client: PoolClient) => Promise<T>): Promise<T | null> {
    return this.db.tx(this.db.system, async (client) => {
      const { rowCount } = await client.query(FENCE, [this.name, this.holder, epoch]);
      return rowCount === 1 ? work(client) : null;
    });
  }

  /** Lets go, so that a successor need not wait for the end of the term. */
  async release(): Promise<void> {
    await this.db.system.query('update lease set until = clock_timestamp() where name = $1 and holder = $2', [
      this.name,
      this.holder,
    ]);
  }
}
