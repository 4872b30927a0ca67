import { Injectable } from '@nestjs/common';
import type { DutyShift, DutyShifts, DutyShiftsInput, DutyShiftVersions } from '../../../protocol/handover.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import * as queries from './duty-shifts.queries.js';
import { readShifts } from './handover.queries.js';
import { HandoverTimer } from './handover.timer.js';

/** Keeps the shifts of the duty room (值班班次): one set for the whole day, every set with its number. */
@Injectable()
export class DutyShiftBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly timer: HandoverTimer,
  ) {}

  /** Those in force. */
  async list(): Promise<DutyShifts> {
    const { query } = this.db;
    return { shifts: await readShifts(query), version: await queries.readShiftVersion(query) };
  }

  /** Every set that was in force, the newest first. */
  async versions(): Promise<DutyShiftVersions> {
    return { versions: await queries.readShiftVersions(this.db.query) };
  }

  /** Makes the shifts those given; drafts follow their new ends. @throws handover/shift-twice (422), handover/shifts-changed (409) with the present version */
  async save({ shifts, version }: DutyShiftsInput, by: { actor: string; address: string }): Promise<DutyShifts> {
    requireOnce(shifts);
    await this.db.tx(this.db.query, async (db) => {
      await queries.lockShiftVersions(db);
      const before = await queries.readShiftVersion(db);
      if (version !== undefined && version !== before) {
        const present = { version: before };
        throw new DomainError(
          409,
          'handover/shifts-changed',
          'somebody changed the shifts meanwhile; read them again',
          {
            present,
          },
        );
      }
      await queries.saveShifts(db, shifts);
      await queries.addShiftVersion(db, { no: before + 1, shifts, by: by.actor });
      for (const shift of shifts) await this.timer.setDraft(db, shift, this.clock.now());
      await this.audit.record({ ...by, action: 'duty-shift.changed', detail: { shifts } }, db);
    });
    return this.list();
  }
}

function requireOnce(shifts: readonly DutyShift[]): void {
  const twice = shifts.findIndex((s, i) => shifts.some((other, j) => j < i && other.id === s.id));
  if (twice < 0) return;
  const fault = { pointer: `/shifts/${twice}/id`, code: 'handover/shift-twice', detail: 'a shift above has this id' };
  throw new DomainError(422, 'handover/shift-twice', fault.detail, { errors: [fault] });
}
