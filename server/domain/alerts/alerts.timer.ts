import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { PoolClient } from 'pg';
import type { Alerts } from '../../../protocol/alert-command.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { entryOf } from './alert-acts.service.js';
import { REMIND } from './alert-consultation.service.js';
import { AlertDrafts } from './alert-drafts.service.js';
import { lockAlert, readNewest } from './alerts.queries.js';
import { addMonths } from './compile/period.rules.js';
import { remindSilent } from './consultation.queries.js';
import { AlertLibrary } from './library/alert-library.service.js';

/** Timer of the monthly draft; subject is always `monthly`. */
const COMPILE = 'alert.compile';
const MONTHLY = 'monthly';

/** Says on its day that the draft of the next month is due, and reminds departments that have said nothing. */
@Injectable()
export class AlertsTimer implements TimerHandler, OnModuleInit, OnApplicationBootstrap {
  readonly kinds = [COMPILE, REMIND];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly library: AlertLibrary,
    private readonly drafts: AlertDrafts,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  /** A day that passed while the service was away is made up for when it is back: its timer stands. */
  async onApplicationBootstrap(): Promise<void> {
    await this.db.tx(this.db.system, async (db) => {
      const { rowCount } = await db.query('select from timer where kind = $1 and subject = $2', [COMPILE, MONTHLY]);
      if (rowCount === 0) await this.setNext(db);
    });
  }

  lock({ kind, subject }: DueTimer, db: PoolClient): Promise<void> {
    return kind === REMIND ? lockAlert(db, subject).then(() => undefined) : Promise.resolve();
  }

  fire(timer: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    return timer.kind === COMPILE ? this.due(db) : this.remind(timer, db);
  }

  /** When the next draft is compiled by itself, and of which month. */
  async next(): Promise<Alerts['next']> {
    const { day, hour } = (await this.library.settings()).settings;
    const now = DateTime.fromMillis(this.clock.now(), { zone: this.clock.zone });
    const at = nextAt(now, { day, hour });
    return { at: at.toUTC().toISO() ?? '', month: addMonths(at.toFormat('yyyy-MM'), 1) };
  }

  /** Moves the timer after the settings were changed. */
  reset(): Promise<void> {
    return this.db.tx(this.db.query, (db) => this.setNext(db));
  }

  /** Sets the timer by the settings. */
  private async setNext(db: PoolClient): Promise<void> {
    const { at } = await this.next();
    await this.timers.set(db, { kind: COMPILE, subject: MONTHLY, dueMs: Date.parse(at) });
  }

  /** Only says so: a draft takes seconds, for which the lease of the timers does not wait (alerts.reactor.ts). */
  private async due(db: PoolClient): Promise<NewEntry[]> {
    await this.setNext(db);
    return [{ fact: { type: 'alert.due', month: this.drafts.nextMonth() } }];
  }

  private async remind({ subject, payload }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const row = await readNewest(db, subject);
    if (row?.state !== 'consultation' || row.version !== payload['version']) return [];
    const departments = await remindSilent(db, subject, row.version);
    return departments.length === 0 ? [] : [entryOf('alert.reminded', row, { departments, dueAt: row.deadline })];
  }
}

/** The next time it is this day and hour. */
function nextAt(now: DateTime, { day, hour }: { day: number; hour: number }): DateTime {
  const here = now.set({ day, hour, minute: 0, second: 0, millisecond: 0 });
  return here > now ? here : here.plus({ months: 1 });
}
