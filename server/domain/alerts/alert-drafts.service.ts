import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { CityStore } from '../../city/city.store.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { AlertActs, entryOf } from './alert-acts.service.js';
import * as queries from './alerts.queries.js';
import { AlertCompiler } from './compile/alert-compiler.service.js';
import { addMonths } from './compile/period.rules.js';
import type { Doer } from './doer.js';
import { Journal } from '../../journal/journal.js';

/** A month further ahead than this has no data that would speak for it. */
const MONTHS_AHEAD = 2;

/** Compiles drafts: by the timer, by hand, and anew. */
@Injectable()
export class AlertDrafts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly city: CityStore,
    private readonly journal: Journal,
    private readonly compiler: AlertCompiler,
    private readonly acts: AlertActs,
  ) {}

  /** The month after the running one. */
  nextMonth(): string {
    return addMonths(this.clock.dayOf(this.clock.now()).slice(0, 7), 1);
  }

  /** Id of the alert of a month: the same in every format. */
  idOf(month: string): string {
    const code = (this.city.current.rows.city?.code ?? 'city').replaceAll(/[^A-Za-z0-9._]/g, '_');
    return `${code}-AQTS-${month}`;
  }

  /** Compiles the draft of a month by hand. @throws alert/month-out-of-range (422), alert/exists (409) */
  async compileByHand(month: string, by: Doer): Promise<string> {
    const running = this.clock.dayOf(this.clock.now()).slice(0, 7);
    if (month < running || month > addMonths(running, MONTHS_AHEAD)) {
      const detail = `from ${running} to ${addMonths(running, MONTHS_AHEAD)}`;
      throw new DomainError(422, 'alert/month-out-of-range', detail, {
        errors: [{ pointer: '/month', code: 'alert/month-out-of-range', detail }],
      });
    }
    const id = this.idOf(month);
    await this.db.tx(this.db.query, async (db) => {
      const entries = await this.draft(db, month, by.actor);
      if (entries.length === 0)
        throw new DomainError(409, 'alert/exists', `${id} is there; compile it anew or correct it`, {
          present: { id },
        });
      await this.acts.log(by, id, { action: 'alert.compile', version: 1 }, db);
      await this.journal.append(db, entries);
    });
    return id;
  }

  /** Compiles the first draft of a month; nothing when it has one. `actor` null: the timer did, and nobody is its author yet. */
  async draft(db: PoolClient, month: string, actor: string | null): Promise<NewEntry[]> {
    const id = this.idOf(month);
    const compile = await queries.takeCompile(db, id, month);
    if (await queries.readNewest(db, id)) return [];
    const document = await this.compiler.compile(db, { id, month, compile, version: 1, correction: null });
    await queries.addVersion(db, { alert: id, version: 1, compile, document, authors: actor === null ? [] : [actor] });
    return [entryOf('alert.compiled', { document }, actor === null ? {} : { actor })];
  }

  /** Counts everything anew: what was edited is written over. */
  recompile(id: string, revision: number, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'compile', revision, by }, async (db, row) => {
      const { month, version, correction } = row.document;
      const compile = await queries.takeCompile(db, id, month);
      const document = await this.compiler.compile(db, { id, month, compile, version, correction });
      await queries.saveVersion(db, row, { document, compile, author: by.actor });
      return [entryOf('alert.compiled', { document }, { actor: by.actor })];
    });
  }
}
