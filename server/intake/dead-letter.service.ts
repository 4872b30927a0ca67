import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import type { RejectedItem } from '../../protocol/observation.js';
import { Audit } from '../identity/audit.service.js';
import { Journal } from '../journal/journal.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { maskPhones } from '../platform/mask.js';
import { Secret } from '../platform/secret.js';
import { Accept } from './accept.service.js';
import { CapDoor } from './cap/cap.service.js';
import { findDeadLetter, settleDeadLetter, type DeadLetterView } from './dead-letter.queries.js';
import { readItem } from './item-reader.js';
import { ItemPreparer } from './item.preparer.js';

/** What a replay came to. A rejected item goes on waiting, with its new fault told here. */
export interface ReplayOutcome {
  outcome: 'accepted' | 'duplicate' | 'rejected';
  rejected: Omit<RejectedItem, 'index'> | null;
}

/** Who settles, for the audit. */
export interface Settler {
  username: string;
  address: string | null;
}

/** Rejected items: looked at, sent through the intake again, or given up. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly db: Database,
    private readonly accept: Accept,
    private readonly preparer: ItemPreparer,
    private readonly cap: CapDoor,
    private readonly secret: Secret,
    private readonly journal: Journal,
    private readonly audit: Audit,
  ) {}

  /** Reads one with its text, phones masked. @throws 404 dead-letter/unknown */
  async read(id: string): Promise<DeadLetterView & { raw: string }> {
    const { view, sealed } = await this.find(id);
    return { ...view, raw: maskPhones(this.secret.open(sealed).toString('utf8')) };
  }

  /** Sends one through the intake again; twice is once. @throws 404 dead-letter/unknown, 409 dead-letter/settled */
  async replay(id: string, by: Settler): Promise<ReplayOutcome> {
    const { view, sealed } = await this.find(id);
    if (view.outcome !== null) throw settledAlready(view);
    const raw = this.secret.open(sealed);
    if (isWarning(view)) return this.replayWarning(view, raw, by);
    const item = readItem(raw, { start: 0, end: raw.length }, isUtf8(raw));
    const isCloudEvent = typeof item.value === 'object' && item.value !== null && 'specversion' in item.value;
    const context = this.accept.contextOf(view.source, {
      format: isCloudEvent ? 'cloudevents' : 'json',
      transport: null,
    });
    const unit = this.preparer.prepare(item, 0, context);
    if (unit.kind === 'reject') {
      const { itemId, code, pointer, detail } = unit;
      return { outcome: 'rejected', rejected: { id: itemId, code, pointer, detail, deadLetterId: id } };
    }
    // Stored first: the message's own id keeps a second replay, or one cut off here, from storing it twice.
    const { accepted, rejected } = await this.accept.store([unit]);
    await this.settle(id, { outcome: 'replayed', reason: null, by });
    const [again] = rejected;
    if (again === undefined) return { outcome: accepted === 1 ? 'accepted' : 'duplicate', rejected: null };
    const { id: itemId, code, pointer, detail, deadLetterId } = again;
    return { outcome: 'rejected', rejected: { id: itemId, code, pointer, detail, deadLetterId } };
  }

  private async replayWarning(view: DeadLetterView, bytes: Buffer, by: Settler): Promise<ReplayOutcome> {
    const taken = await this.cap.judge({ source: view.source, takenBy: by.username, bytes });
    if ('faults' in taken) {
      const [{ code, pointer, detail }] = taken.faults;
      return { outcome: 'rejected', rejected: { id: null, code, pointer, detail, deadLetterId: view.id } };
    }
    await this.settle(view.id, { outcome: 'replayed', reason: null, by });
    return { outcome: taken.duplicate ? 'duplicate' : 'accepted', rejected: null };
  }

  /** Gives one up for a reason that the audit keeps. @throws 404 dead-letter/unknown, 409 dead-letter/settled */
  async discard(id: string, reason: string, by: Settler): Promise<void> {
    const { view } = await this.find(id);
    if (view.outcome !== null || !(await this.settle(id, { outcome: 'discarded', reason, by })))
      throw settledAlready(view);
  }

  private settle(
    id: string,
    how: { outcome: 'replayed' | 'discarded'; reason: string | null; by: Settler },
  ): Promise<boolean> {
    const { outcome, reason, by } = how;
    return this.db.tx(this.db.system, async (client) => {
      const settled = await settleDeadLetter(client, { id, outcome, reason, by: by.username });
      if (settled === null) return false;
      const { source, code } = settled;
      const action = `dead-letter.${outcome}`;
      const detail = { source, code, ...(reason === null ? {} : { reason }) };
      await this.audit.record({ actor: by.username, action, subject: id, detail, address: by.address }, client);
      const fact = { type: 'dead-letter.settled', source, code, outcome, n: 1 } as const;
      await this.journal.append(client, [{ fact, subject: id, actor: by.username, source }]);
      return true;
    });
  }

  private async find(id: string): Promise<{ view: DeadLetterView; sealed: Buffer }> {
    const found = await findDeadLetter(this.db.query, id);
    if (found === undefined) throw new DomainError(404, 'dead-letter/unknown', `no dead letter ${id}`);
    return found;
  }
}

/** Warnings are XML; they are told by the codes of their door. */
function isWarning({ code }: DeadLetterView): boolean {
  return code.startsWith('cap/') || code.startsWith('xml/');
}

function settledAlready(view: DeadLetterView): DomainError {
  const detail = `dead letter ${view.id} was settled already${view.outcome === null ? '' : ` (${view.outcome})`}`;
  return new DomainError(409, 'dead-letter/settled', detail);
}
