import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { cityVersion, readCity } from './city.queries.js';
import { snapshotOf } from './city-snapshot.rules.js';
import { CityStore } from './city.store.js';

/** How often an instance asks whether another one changed the reference data. One row by primary key. */
const POLL_MS = 2000;

/** Keeps the store at the newest version of the tables, on every instance. */
@Injectable()
export class CityFollower implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('city');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly store: CityStore,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.poll(), POLL_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Reads the reference data again if it has changed. Await it after a change of one's own, so that the next lookup sees it. */
  async refresh(): Promise<void> {
    if ((await cityVersion(this.db.system)) !== this.store.current.rows.version) await loadCity(this.db, this.store);
  }

  private async poll(): Promise<void> {
    this.running = this.refresh().catch((error: Error) =>
      this.log.warn({ msg: 'reference data not refreshed; the last version stays in force', error: error.message }),
    );
    await this.running;
  }
}

/** Reads all reference data in one snapshot of the database and puts it in force. */
export async function loadCity(db: Database, store: CityStore): Promise<void> {
  const rows = await db.tx(db.system, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return readCity(client);
  });
  store.replace(snapshotOf(rows));
}
