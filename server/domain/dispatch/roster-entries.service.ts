import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Shift, ShiftChange, ShiftInput } from '../../../protocol/roster.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Doing } from './city-changes.service.js';
import { invalid } from './lines.csv.rules.js';
import { requireManaged } from './manage.rules.js';
import { RosterLines } from './roster-lines.service.js';
import { addShifts, lockShift, removeShift, toShift, type ShiftSpan, type StoredShift } from './roster.store.js';

/** Single shifts: somebody steps in, swaps, or falls ill. Persons are named in the roster and not in the audit. */
@Injectable()
export class RosterEntries {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly lines: RosterLines,
  ) {}

  /** Puts somebody on a post. @throws input/invalid (422), shift/exists (409) */
  add(input: ShiftInput, doing: Doing): Promise<Shift> {
    const span = this.checked(input, doing);
    return this.db.tx(this.db.query, async (db) => {
      const added = await this.write(db, span);
      await this.note(db, { action: 'shift.added', of: added, doing });
      return toShift(added);
    });
  }

  /** Changes who, when and with which unit; the post stays. @throws shift/unknown (404), input/invalid (422), shift/exists (409) */
  change(id: string, change: ShiftChange, doing: Doing): Promise<Shift> {
    return this.db.tx(this.db.query, async (db) => {
      const before = await this.own(db, id, doing);
      const span = this.checked({ post: before.post, ...change }, doing);
      await removeShift(db, id);
      const after = await this.write(db, span, id);
      await this.note(db, { action: 'shift.changed', of: after, doing });
      return toShift(after);
    });
  }

  /** Takes somebody off a post; turns are not written anew for it. @throws shift/unknown (404) */
  cancel(id: string, doing: Doing): Promise<void> {
    return this.db.tx(this.db.query, async (db) => {
      const before = await this.own(db, id, doing);
      await removeShift(db, id);
      await this.note(db, { action: 'shift.cancelled', of: before, doing });
    });
  }

  private checked(input: ShiftInput, { who }: Doing): ShiftSpan {
    const faults = this.lines.faultsOf(input, { who, pointer: '', words: '' });
    if (faults.length > 0) throw invalid(faults);
    return this.lines.spanOf(input);
  }

  private async own(db: PoolClient, id: string, { who }: Doing): Promise<StoredShift> {
    const shift = await lockShift(db, id);
    const post = shift && this.lines.get(shift.post);
    if (!shift || !post)
      throw new DomainError(404, 'shift/unknown', 'no such shift; it may have been replaced by an import');
    requireManaged(who, post.district, 'post');
    return shift;
  }

  private async write(db: PoolClient, span: ShiftSpan, id?: string): Promise<StoredShift> {
    const [written] = await addShifts(db, [{ ...span, ...(id !== undefined && { id }) }], 'hand');
    if (!written)
      throw new DomainError(409, 'shift/exists', `${span.person} is on ${span.post} from that time already`);
    return written;
  }

  private async note(db: PoolClient, of: { action: string; of: ShiftSpan; doing: Doing }): Promise<void> {
    const { post, fromMs, toMs } = of.of;
    const detail = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    const { who, address } = of.doing;
    await this.audit.record({ actor: who.username, address, action: of.action, subject: post, detail }, db);
  }
}
