import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { DutyShift } from '../../../protocol/handover.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { DRAFT, entryOf, HandoverWriter, REMIND } from './handover-writer.service.js';
import { REMIND_MINUTES, REMINDERS } from './handover.data.js';
import * as queries from './handover.queries.js';
import { nextEnding, windowAt } from './handover.rules.js';

/** Drafts a handover when a shift ends, and says of one that nobody accepts that it waits. */
@Injectable()
export class HandoverTimer implements TimerHandler, OnModuleInit, OnApplicationBootstrap {
  readonly kinds = [DRAFT, REMIND];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly writer: HandoverWriter,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  /** A shift that ended while the service was away is drafted when it is back: its timer stands. */
  async onApplicationBootstrap(): Promise<void> {
    await this.db.tx(this.db.system, async (db) => {
      for (const shift of await queries.readShifts(db))
        if (!(await queries.hasTimer(db, DRAFT, shift.id))) await this.setDraft(db, shift, this.clock.now());
    });
  }

  lock({ kind, subject }: DueTimer, db: PoolClient): Promise<void> {
    return kind === REMIND ? queries.lockOne(db, subject) : Promise.resolve();
  }

  fire(timer: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    return timer.kind === DRAFT ? this.draft(timer, db) : this.remind(timer, db);
  }

  /** Sets the draft of a shift's next end. */
  async setDraft(db: PoolClient, shift: DutyShift, afterMs: number): Promise<void> {
    const { toMs } = nextEnding(shift, afterMs, this.clock.zone);
    await this.timers.set(db, { kind: DRAFT, subject: shift.id, dueMs: toMs });
  }

  private async draft({ subject, dueMs }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const shift = (await queries.readShifts(db)).find((s) => s.id === subject);
    if (!shift) return [];
    // After a long absence only the shift that ended last is drafted: the others' figures are long gone.
    const { ms } = await queries.readMoment(db);
    await this.setDraft(db, shift, Math.max(ms, dueMs));
    const window = windowAt(shift, dueMs - 1, this.clock.zone);
    return window ? (await this.writer.draft(db, window)).entries : [];
  }

  private async remind({ subject, dueMs, payload }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const head = await queries.readOne(db, subject);
    if (!head || head.state === 'accepted') return [];
    const told = Number(payload['told'] ?? 0) + 1;
    const next = { kind: REMIND, subject, dueMs: dueMs + REMIND_MINUTES * 60_000, payload: { told } };
    if (told < REMINDERS) await this.timers.set(db, next);
    const { length } = await queries.readVersions(db, subject);
    return [entryOf('handover.overdue', head, { version: length })];
  }
}
