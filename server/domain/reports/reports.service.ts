import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ReportChanged } from '../../../protocol/facts/reports.js';
import type { ReportRule, ReportTask } from '../../../protocol/report.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import type { TimerKey } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { BUILT_IN_REPORT_RULES } from './report-rules.data.js';
import * as queries from './reports.queries.js';
import { decideReports, following, type Known, type Seen, type Wanted } from './reports.rules.js';

/** Timers of reports: subject is the incident, step the task. */
export const REPORT_DUE = 'report.due';
/** The service itself, which sees everything. */
export const EVERYTHING: queries.ReportScope = { districts: null, account: null };

/** Asks for information reports, and takes that back. Runs in the caller's transaction, who appends the facts as its last statement. */
@Injectable()
export class Reports implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  async onModuleInit(): Promise<void> {
    await queries.addRules(this.db.system, BUILT_IN_REPORT_RULES);
  }

  rules(): Promise<ReportRule[]> {
    return queries.readRules(this.db.query);
  }

  /** Brings the reports of an incident in line with what a fact says of it. */
  async follow(db: PoolClient, seen: Seen, cause: number): Promise<NewEntry[]> {
    await queries.lockReports(db, seen.card.id);
    const known = (await queries.readKnown(db, [seen.card.id])).get(seen.card.id) ?? [];
    const { ask, withdraw } = decideReports(await queries.readRules(db), known, seen);
    return [...(await this.withdraw(db, withdraw, cause)), ...(await this.ask(db, seen, { ask, cause }))];
  }

  /** Asks for what follows a report that was just submitted. The caller holds the lock of the incident's reports. */
  async goOn(db: PoolClient, done: Known, seen: Seen): Promise<NewEntry[]> {
    const known = (await queries.readKnown(db, [seen.card.id])).get(seen.card.id) ?? [];
    const ask = following(await queries.readRules(db), known, { done, seen });
    return this.ask(db, seen, { ask });
  }

  private async ask(
    db: PoolClient,
    { card }: Seen,
    { ask, cause }: { ask: readonly Wanted[]; cause?: number },
  ): Promise<NewEntry[]> {
    const facts: NewEntry[] = [];
    for (const wanted of ask) {
      const id = await queries.ask(db, { id: uuidv7(this.clock.now()), card, wanted });
      if (id === null) continue;
      const timer = { kind: REPORT_DUE, subject: card.id, step: id, dueMs: wanted.dueMs, isDrill: card.isDrill };
      await this.timers.set(db, timer);
      const task = (await queries.readTask(db, id, EVERYTHING)) as ReportTask;
      facts.push(entryOf('report.asked', task, cause === undefined ? {} : { cause }));
    }
    return facts;
  }

  private async withdraw(db: PoolClient, tasks: readonly Known[], cause: number): Promise<NewEntry[]> {
    if (tasks.length === 0) return [];
    const ids = tasks.map((t) => t.id);
    await queries.withdraw(db, ids);
    const facts: NewEntry[] = [];
    for (const id of ids) {
      const task = (await queries.readTask(db, id, EVERYTHING)) as ReportTask;
      await this.timers.drop(db, timerOf(task));
      facts.push(entryOf('report.withdrawn', task, { cause }));
    }
    return facts;
  }
}

/** The timer of a report. */
export function timerOf({ id, incident }: ReportTask): TimerKey {
  return { kind: REPORT_DUE, subject: incident, step: id };
}

/** Puts a fact about a report on its way: the incident is its subject, so that it comes into the incident's course. */
export function entryOf(
  type: ReportChanged['type'],
  task: ReportTask,
  by: { actor?: string; cause?: number },
): NewEntry {
  const { id, incident, kind, no, channel, dueAt, lateSeconds, isDrill } = task;
  const fact: ReportChanged = { type, task: id, incident, kind, no, channel, dueAt, lateSeconds };
  return { fact, subject: incident, isDrill, ...by };
}
