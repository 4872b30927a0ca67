import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import pg, { type PoolClient } from 'pg';
import { READING_DAYS } from '../../protocol/sensor.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Metrics } from '../platform/metrics.js';
import { repeat } from '../platform/repeat.js';
import { neededPartitions, pastReadingPartitions, type Partition } from './partitions.rules.js';

const LOCK = [4711, 30] as const;
const EVERY_MS = 6 * 3600 * 1000;
/** Rows in a DEFAULT partition are counted up to here: any at all is worth a look. */
const COUNT_UP_TO = 10_000;
/** How long a message's id is remembered. @source docs/architecture.md §2 */
const KEY_DAYS = 400;

const COLUMN = { observation: 'received_at', reading: 'at' } as const;
const { escapeIdentifier, escapeLiteral } = pg;

/** Makes partitions ahead, lets old readings go, and watches what fell into the DEFAULT partitions. */
@Injectable()
export class Partitions implements OnModuleInit, OnModuleDestroy {
  private readonly stray;
  private stop: (() => Promise<void>) | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.stray = metrics.gauge({
      ...{ name: 'intake_default_partition_rows', help: 'Rows that no partition was made for (counted up to 10,000)' },
      labelNames: ['table'] as const,
    });
  }

  /** Makes what is needed before anything is taken in. */
  async onModuleInit(): Promise<void> {
    await this.make();
    this.stop = repeat('partitions', EVERY_MS, () => this.keep());
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }

  /** One turn: partitions ahead, old readings and forgotten ids gone, stray rows counted. */
  async keep(): Promise<void> {
    await this.make();
    await this.forget();
    for (const table of ['observation', 'reading'] as const) {
      const { rows } = await this.db.system.query<{ n: number }>(
        `select count(*)::int as n from (select from ${table}_default limit ${COUNT_UP_TO}) as stray`,
      );
      this.stray.set({ table }, rows[0]?.n ?? 0);
    }
  }

  private async make(): Promise<void> {
    await this.db.tx(this.db.system, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [...LOCK]);
      const there = new Set(await this.names(client));
      for (const partition of neededPartitions(this.clock.now())) {
        if (!there.has(partition.name)) await create(client, partition);
      }
    });
  }

  private async forget(): Promise<void> {
    const nowMs = this.clock.now();
    await this.db.tx(this.db.system, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [...LOCK]);
      for (const name of pastReadingPartitions(await this.names(client), nowMs)) {
        await client.query(`drop table ${escapeIdentifier(name)}`);
      }
    });
    const past = (days: number) => [new Date(nowMs - days * 86_400_000)];
    await this.db.system.query('delete from reading_default where at < $1', past(READING_DAYS));
    await this.db.system.query('delete from ingest_key where received_at < $1', past(KEY_DAYS));
  }

  private async names(client: PoolClient): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent in ('observation'::regclass, 'reading'::regclass)`,
    );
    return rows.map(({ name }) => name);
  }
}

/** Makes a partition beside the others and moves into it what had fallen into the DEFAULT one. */
async function create(client: PoolClient, { parent, name, from, to }: Partition): Promise<void> {
  const [table, column] = [escapeIdentifier(name), COLUMN[parent]];
  await client.query(`create table ${table} (like ${parent} including defaults including constraints)`);
  await client.query(
    `with stray as (delete from ${parent}_default where ${column} >= $1 and ${column} < $2 returning *)
     insert into ${table} select * from stray`,
    [from, to],
  );
  await client.query(
    `alter table ${parent} attach partition ${table} for values from (${escapeLiteral(from)}) to (${escapeLiteral(to)})`,
  );
}
