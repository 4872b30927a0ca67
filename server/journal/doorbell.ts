import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Database, poolOptions } from '../platform/database.js';

/** An instance rings at most this often. */
const RING_EVERY_MS = 20;
/** A half-open connection answers nothing; asking it this often finds out. */
const PROBE_EVERY_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;
const RETRY_FROM_MS = 200;
const RETRY_TO_MS = 2000;

/**
 * Tells every instance that the journal grew: an empty NOTIFY, heard on a connection of its own that comes back by itself.
 * Only a hint: readers poll as well, so a lost ring costs latency and nothing else.
 */
@Injectable()
export class Doorbell implements OnApplicationShutdown {
  private readonly log = new Logger(Doorbell.name);
  private readonly hearers = new Set<() => void>();
  private client: pg.Client | undefined;
  private rungAtMs = 0;
  private later: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private probe: NodeJS.Timeout | undefined;
  private tries = 0;
  private stopped = false;

  constructor(private readonly database: Database) {}

  /** Calls back on every ring, and once after each reconnect; returns how to stop. */
  onRing(hear: () => void): () => void {
    this.hearers.add(hear);
    if (this.hearers.size === 1 && !this.client && !this.retry) void this.listen();
    return () => this.hearers.delete(hear);
  }

  /** Says whether the caller's transaction should carry the NOTIFY. */
  mayRing(): boolean {
    const now = performance.now();
    if (now - this.rungAtMs < RING_EVERY_MS) return false;
    this.rungAtMs = now;
    return true;
  }

  /** Rings once the interval is over, for the commits that did not carry the NOTIFY. */
  ringLater(): void {
    if (this.later || this.stopped) return;
    this.later = setTimeout(() => {
      this.later = undefined;
      this.rungAtMs = performance.now();
      this.database.system.query("select pg_notify('journal', '')").catch((error: unknown) => {
        this.log.debug(`ring put off failed, readers poll: ${String(error)}`);
      });
    }, RING_EVERY_MS);
    this.later.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.later);
    clearTimeout(this.retry);
    clearInterval(this.probe);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    this.retry = undefined;
    const client = new pg.Client({
      ...poolOptions(this.database.url, { name: 'doorbell', max: 1, statementMs: PROBE_TIMEOUT_MS }),
      query_timeout: PROBE_TIMEOUT_MS,
    });
    this.client = client;
    // Without a listener of its own a restart of the database would end the process.
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('connection ended')));
    client.on('notification', () => this.ringHere());
    try {
      await client.connect();
      await client.query('listen journal');
      this.tries = 0;
      this.probe = setInterval(() => {
        client.query('select 1').catch((error: unknown) => this.lost(client, error));
      }, PROBE_EVERY_MS);
      this.probe.unref();
      this.ringHere();
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: pg.Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    clearInterval(this.probe);
    client.end().catch(() => undefined);
    if (this.stopped) return;
    if (this.tries === 0) this.log.warn(`the doorbell's connection went away, readers poll: ${String(error)}`);
    const wait = Math.min(RETRY_TO_MS, RETRY_FROM_MS * 2 ** this.tries++);
    this.retry = setTimeout(() => void this.listen(), wait * (0.5 + Math.random()));
    this.retry.unref();
  }

  private ringHere(): void {
    for (const hear of this.hearers) hear();
  }
}
