import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { HandoverAcceptInput, HandoverAct } from '../../../protocol/handover.js';
import { Audit } from '../../identity/audit.service.js';
import type { NewEntry } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import { Secret } from '../../platform/secret.js';
import { Timers } from '../../timers/timers.js';
import { entryOf, HandoverWriter, REMIND } from './handover-writer.service.js';
import * as queries from './handover.queries.js';
import { actsOf, runningShift, unnamed } from './handover.rules.js';
import { changedHandover, nameMissing, noShift, notNow, unknownHandover } from './refusals.js';

/** Who acts, and from where. */
export interface Doer {
  actor: string;
  address: string;
}

/** What is asked of one handover; `version` is the one that the asker saw. */
interface Asked {
  id: string;
  act: HandoverAct;
  version?: number;
  by: Doer;
}

/** What the two sides do with a handover. Every act is audited; handing over and accepting are facts. */
@Injectable()
export class HandoverCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secret: Secret,
    private readonly journal: Journal,
    private readonly timers: Timers,
    private readonly audit: Audit,
    private readonly writer: HandoverWriter,
  ) {}

  /** Drafts the handover of the running shift ahead of its end. @throws handover/no-shift (409) */
  async draft(by: Doer): Promise<string> {
    return this.db.tx(this.db.query, async (db) => {
      const { ms } = await queries.readMoment(db);
      const window = runningShift(await queries.readShifts(db), ms, this.clock.zone);
      if (!window) throw noShift();
      const { id, entries } = await this.writer.draft(db, window, by.actor);
      if (entries.length > 0) await this.done(db, { id, by, action: 'handover.drafted', entries });
      return id;
    });
  }

  /** Counts everything anew. */
  compile(id: string, version: number, by: Doer): Promise<void> {
    return this.act({ id, act: 'compile', version, by }, async (db, row) => {
      await queries.save(db, id, { facts: await this.writer.compile(db, spanOf(row)) });
      return [];
    });
  }

  /** Keeps what the outgoing side adds. */
  note(id: string, { version, notes }: { version: number; notes: string }, by: Doer): Promise<void> {
    return this.act({ id, act: 'note', version, by }, async (db) => {
      await queries.save(db, id, { notes: notes === '' ? null : this.secret.seal(notes) });
      return [];
    });
  }

  /** Hands over what stands at this moment. */
  give(id: string, version: number, by: Doer): Promise<void> {
    return this.act({ id, act: 'give', version, by }, async (db, row) => {
      const facts = await this.writer.compile(db, spanOf(row));
      const no = await queries.give(db, { id, by: by.actor, facts });
      return [entryOf('handover.given', row, { version: no, actor: by.actor })];
    });
  }

  /** Takes it back to say more; the version that was handed over stays readable. */
  takeBack(id: string, version: number, by: Doer): Promise<void> {
    return this.act({ id, act: 'take-back', version, by }, async (db, row) => {
      await queries.takeBack(db, id);
      const { length } = await queries.readVersions(db, id);
      return [entryOf('handover.taken-back', row, { version: length, actor: by.actor })];
    });
  }

  /** Accepts it: from here on it does not change. @throws handover/name-missing (409) for a grave incident that nobody has taken and that is not named */
  accept(id: string, { version, named }: HandoverAcceptInput, by: Doer): Promise<void> {
    return this.act({ id, act: 'accept', version, by }, async (db, row) => {
      const mustName = await queries.readMustName(db);
      const missing = unnamed(mustName, named);
      if (missing.length > 0) throw nameMissing(missing, mustName);
      await queries.accept(db, { id, by: by.actor, named: mustName });
      await this.timers.drop(db, { kind: REMIND, subject: id });
      const { length } = await queries.readVersions(db, id);
      return [entryOf('handover.accepted', row, { version: length, actor: by.actor })];
    });
  }

  /** Asks, answers, or adds a line to what was accepted. */
  say(id: string, text: string, by: Doer): Promise<void> {
    return this.act({ id, act: 'message', by }, async (db, row) => {
      const kind = row.state === 'accepted' ? 'addendum' : row.givenUser === by.actor ? 'answer' : 'question';
      const words = this.secret.seal(text);
      await queries.addMessage(db, { id: uuidv7(this.clock.now()), handover: id, kind, by: by.actor, words });
      return [];
    });
  }

  /** @throws handover/unknown (404), handover/changed (409) when it is another version now, handover/not-now (409) */
  private async act(
    { id, act, version, by }: Asked,
    work: (db: PoolClient, row: queries.HandoverRow) => Promise<NewEntry[]>,
  ): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      await queries.lockOne(db, id);
      const row = await queries.readOne(db, id);
      if (!row) throw unknownHandover(id);
      if (version !== undefined && version !== row.version) throw changedHandover(row.version);
      const can = actsOf({ state: row.state, givenBy: row.givenUser, who: by.actor, maySign: true });
      if (!can.includes(act)) throw notNow(act, row);
      const entries = await work(db, row);
      await this.done(db, { id, by, action: `handover.${PAST[act]}`, entries });
    });
  }

  private async done(
    db: PoolClient,
    { id, by, action, entries }: { id: string; by: Doer; action: string; entries: NewEntry[] },
  ): Promise<void> {
    await this.audit.record({ ...by, action, subject: id }, db);
    if (entries.length > 0) await this.journal.append(db, entries);
  }
}

const PAST: Readonly<Record<HandoverAct, string>> = {
  compile: 'compiled',
  note: 'noted',
  give: 'given',
  'take-back': 'taken-back',
  accept: 'accepted',
  message: 'said',
};

function spanOf({ from, to }: queries.HandoverRow): { fromMs: number; toMs: number } {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) };
}
