import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { repeat } from '../../platform/repeat.js';
import { PATIENCE } from './patience.data.js';
import { RosterWatch } from './roster.watch.js';
import { isSilent } from './status.rules.js';
import { changed } from './units.service.js';
import { lockUnits, readQuiet, saveStatus } from './units.store.js';

const EVERY_MS = 2000;
const LEASE_MS = 10_000;

/** Looks after units and roster every two seconds, on one instance of the cluster: who fell silent, who came on shift, which post is empty. */
@Injectable()
export class DispatchWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly lease: Lease;
  private stop: (() => Promise<void>) | undefined;

  constructor(
    db: Database,
    private readonly journal: Journal,
    private readonly roster: RosterWatch,
  ) {
    this.lease = new Lease(db, 'dispatch', LEASE_MS);
  }

  onApplicationBootstrap(): void {
    this.stop = repeat('dispatch', EVERY_MS, () => this.turn());
  }

  async onModuleDestroy(): Promise<void> {
    if (!this.stop) return;
    await this.stop();
    await this.lease.release().catch(() => undefined); // The term runs out by itself when the database is gone.
  }

  /** One look: does nothing unless this instance holds the lease. */
  async turn(): Promise<void> {
    const epoch = await this.lease.take();
    if (epoch === null) return;
    // Two transactions: each locks units in the order of their ids, as assignments do; together they would not.
    await this.tell(epoch, (db) => this.roster.turn(db));
    await this.tell(epoch, findLost);
  }

  private async tell(epoch: number, look: (db: PoolClient) => Promise<NewEntry[]>): Promise<void> {
    await this.lease.fenced(epoch, async (db) => {
      const facts = await look(db);
      if (facts.length > 0) await this.journal.append(db, facts);
    });
  }
}

/** Sets units that were silent for too long to lost. */
async function findLost(db: PoolClient): Promise<NewEntry[]> {
  const silent = (await readQuiet(db, null)).filter((u) => isSilent(u.status, u.silentMs, PATIENCE));
  if (silent.length === 0) return [];
  const names = silent.map((u) => u.unit);
  const locked = new Map((await lockUnits(db, names)).map((u) => [u.unit, u]));
  // Judged again under the lock: it may have spoken in between.
  const still = (await readQuiet(db, names)).filter((u) => isSilent(u.status, u.silentMs, PATIENCE));
  const facts: NewEntry[] = [];
  for (const { unit, status } of still) {
    const known = locked.get(unit);
    if (!known) continue;
    await saveStatus(db, unit, { status: 'lost', atMs: known.nowMs, heard: false, beforeLost: status });
    facts.push(changed(known, 'lost', null));
  }
  return facts;
}
