import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { RiskPoint, RiskPointChange, RiskPointInput } from '../../../../protocol/risk-point.js';
import { Audit } from '../../../identity/audit.service.js';
import { Journal } from '../../../journal/journal.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { required } from '../object-place.service.js';
import type { Doer } from '../objects.service.js';
import { changedFact } from './risk-point.rules.js';
import { RiskPointRecords } from './risk-point-record.service.js';
import { RiskPoints, unknownPoint } from './risk-points.service.js';
import { lockPoints, removePoint, savePoints, unknownObjects, type LockedPoint } from './risk-points.store.js';

/** Changes single risk points: each in one transaction with its grading, its fact and its line of the audit. */
@Injectable()
export class RiskPointChanges {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly records: RiskPointRecords,
    private readonly points: RiskPoints,
    private readonly clock: Clock,
  ) {}

  /** Puts one on the register. @throws risk-point/exists (409), object/out-of-reach (403), input/invalid (422) */
  async add({ code, ...input }: RiskPointInput, doer: Doer): Promise<RiskPoint> {
    return this.write(code, { input, doer, action: 'risk-point.registered' }, (locked) => {
      if (locked) throw new DomainError(409, 'risk-point/exists', `${code} is on the register already`);
    });
  }

  /** Changes one as a whole, also its grade. @throws risk-point/unknown (404), risk-point/changed (409) with the present version, object/out-of-reach (403) */
  async change(code: string, { version, ...input }: RiskPointChange, doer: Doer): Promise<RiskPoint> {
    return this.write(code, { input, doer, action: 'risk-point.changed' }, (locked) => {
      if (!locked) throw unknownPoint(code);
      requireReach(locked.district, doer.who);
      if (locked.version === version) return;
      const present = { version: locked.version };
      throw new DomainError(409, 'risk-point/changed', `somebody changed ${code} meanwhile; read it again`, {
        present,
      });
    });
  }

  /** Takes one off the register; its visits stay. @throws risk-point/unknown (404), object/out-of-reach (403) */
  async remove(code: string, { who, address }: Doer): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      const [locked] = await lockPoints(db, [code]);
      if (!locked) throw unknownPoint(code);
      requireReach(locked.district, who);
      const point = await this.points.present(db, code);
      await removePoint(db, code);
      await this.audit.record({ actor: who.username, action: 'risk-point.removed', subject: code, address }, db);
      const { district, h3, category, grade: from, score } = point;
      const what = { point: code, district, h3, category, from, to: null, score };
      await this.journal.append(db, [{ fact: { type: 'risk-point.changed', ...what }, subject: code }]);
    });
  }

  private async write(
    code: string,
    of: { input: Omit<RiskPointInput, 'code'>; doer: Doer; action: string },
    check: (locked: LockedPoint | undefined) => void,
  ): Promise<RiskPoint> {
    const { who, address } = of.doer;
    const record = required(this.records.recordOf(of.input, code));
    return this.db.tx(this.db.query, async (db: PoolClient) => {
      const [locked] = await lockPoints(db, [code]);
      check(locked);
      requireReach(record.district, who);
      if (record.object !== null && (await unknownObjects(db, [record.object])).size > 0)
        required({ pointer: '/object', code: 'object/unknown', detail: `no object ${record.object} on the register` });
      await savePoints(db, [record], { by: who.username, zone: this.clock.zone });
      const detail = { district: record.district, grade: record.assessment.grade, owner: record.owner !== undefined };
      await this.audit.record({ actor: who.username, action: of.action, subject: code, detail, address }, db);
      const point = await this.points.present(db, code);
      await this.journal.append(db, [changedFact(record, locked?.grade ?? null)]);
      return point;
    });
  }
}

function requireReach(district: string, who: Principal): void {
  const districts = districtsOf(who, 'objects.manage');
  if (districts === null || districts.includes(district)) return;
  throw new DomainError(403, 'object/out-of-reach', `it lies in ${district}, which is none of your districts`);
}
