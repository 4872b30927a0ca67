import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ProfileUnit } from '../../../protocol/profile-units.js';
import type { UnitChange, UnitImport, UnitKept, UnitsImported } from '../../../protocol/unit-admin.js';
import { writeUnits } from '../../city/profile/units.import.js';
import type { UnitRecord } from '../../city/profile/units.rules.js';
import { DomainError } from '../../platform/domain-error.js';
import { districtsOf } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { CityChanges, type Doing } from './city-changes.service.js';
import { refuseRetiring } from './manage.rules.js';
import { forgetPhone, readKept, readOneKept, setRetired } from './units-admin.queries.js';
import { unknownUnit } from './refusals.js';
import { recordsOf, rowsOf, type UnitRows } from './unit-records.rules.js';
import { lockUnits } from './units.store.js';

/** Keeps the register of units: what `city:import` writes from a folder, one by one or by a file. */
@Injectable()
export class UnitsAdmin {
  constructor(
    private readonly changes: CityChanges,
    private readonly secret: Secret,
  ) {}

  /** Units in reach, retired ones too. */
  list(doing: Doing): Promise<UnitKept[]> {
    return readKept(this.changes.db.query, districtsOf(doing.who, 'units.manage'));
  }

  /** Registers a unit. @throws unit/exists (409), input/invalid (422), unit/out-of-reach (403) */
  create(row: ProfileUnit, doing: Doing): Promise<UnitKept> {
    return this.changes.make(async (db) => {
      const known = await readOneKept(db, row.id);
      if (known) throw new DomainError(409, 'unit/exists', existing(known));
      await this.write(db, row, doing);
      return { entry: { action: 'unit.registered', subject: row.id }, answer: () => this.one(db, row.id) };
    }, doing);
  }

  /** Changes a unit as a whole; what it does at the moment is left alone. @throws unit/unknown (404), input/invalid (422), unit/out-of-reach (403) */
  change(id: string, { phone, ...change }: UnitChange, doing: Doing): Promise<UnitKept> {
    return this.changes.make(async (db) => {
      const before = await this.own(db, id, doing);
      await this.write(db, { id, ...change, ...(phone && { phone }) }, doing);
      if (phone === null) await forgetPhone(db, id);
      if (before.retired) await setRetired(db, [id], true);
      const detail = { phone: phone === undefined ? 'kept' : phone === null ? 'forgotten' : 'changed', ...change };
      return { entry: { action: 'unit.edited', subject: id, detail }, answer: () => this.one(db, id) };
    }, doing);
  }

  /** Retires a unit, or brings it back. @throws unit/has-work, unit/in-routing (409) */
  retire(id: string, retired: boolean, doing: Doing): Promise<UnitKept> {
    return this.changes.make(async (db) => {
      await this.own(db, id, doing);
      if (retired) refuseRetiring(await lockUnits(db, [id]), this.changes.city.rows.routes);
      await setRetired(db, [id], retired);
      const action = retired ? 'unit.retired' : 'unit.resumed';
      return { entry: { action, subject: id }, answer: () => this.one(db, id) };
    }, doing);
  }

  /** Takes rows in, all or none. @throws input/invalid (422) with a pointer to each fault */
  import(input: UnitImport, doing: Doing): Promise<UnitsImported> {
    const given = rowsOf(input);
    const { rows } = given;
    const { retireOthers } = input;
    return this.changes.make(async (db) => {
      const records = this.recordsOf(given, doing);
      const kept = await readKept(db, districtsOf(doing.who, 'units.manage'));
      await this.requireNoneAway(db, rows, kept);
      const named = new Set(rows.map(({ id }) => id));
      const gone = retireOthers ? kept.filter(({ id, retired }) => !retired && !named.has(id)).map(({ id }) => id) : [];
      if (gone.length > 0) refuseRetiring(await lockUnits(db, gone), this.changes.city.rows.routes);
      const written = await writeUnits(db, records, { seal: (plain) => this.secret.seal(plain), keepPhones: true });
      await setRetired(db, gone, true);
      const added = written - kept.filter(({ id }) => named.has(id)).length;
      const answer = { written, added, retired: gone.length };
      return { entry: { action: 'units.imported', detail: answer }, answer: () => Promise.resolve(answer) };
    }, doing);
  }

  /** An id that exists beyond one's reach is somebody else's unit. */
  private async requireNoneAway(
    db: PoolClient,
    rows: readonly ProfileUnit[],
    kept: readonly UnitKept[],
  ): Promise<void> {
    const mine = new Set(kept.map(({ id }) => id));
    const others = new Set((await readKept(db, null)).map(({ id }) => id).filter((id) => !mine.has(id)));
    const away = rows.find(({ id }) => others.has(id));
    if (away) throw new DomainError(403, 'unit/out-of-reach', `${away.id} is not in your districts`);
  }

  private async write(db: PoolClient, row: ProfileUnit, doing: Doing): Promise<void> {
    const records = this.recordsOf({ rows: [row], at: null }, doing);
    await writeUnits(db, records, { seal: (plain) => this.secret.seal(plain), keepPhones: true });
  }

  private recordsOf(rows: UnitRows, { who }: Doing): UnitRecord[] {
    return recordsOf(rows, { areas: this.changes.city.rows.areas, known: this.changes.known(), who });
  }

  private async own(db: PoolClient, id: string, doing: Doing): Promise<UnitKept> {
    const unit = await readOneKept(db, id);
    const districts = districtsOf(doing.who, 'units.manage');
    if (!unit || (districts !== null && !districts.includes(unit.district))) throw unknownUnit(id);
    return unit;
  }

  private async one(db: PoolClient, id: string): Promise<UnitKept> {
    return (await readOneKept(db, id)) as UnitKept;
  }
}

function existing({ id, retired }: UnitKept): string {
  return retired ? `a unit ${id} was retired; resume it instead` : `a unit ${id} exists already`;
}
