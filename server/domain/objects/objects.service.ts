import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type {
  ObjectChange,
  ObjectFile,
  ObjectInput,
  ObjectPage,
  ObjectsQuery,
  RegisteredObject,
} from '../../../protocol/object.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { Grades } from './grades.service.js';
import { ObjectPlaces, required } from './object-place.service.js';
import { fromCursor, likeOf, maskedName, maskedPhone, toCursor } from './object.rules.js';
import { countByGrade, listObjects, readGrades, readIncidents, readObject, type ObjectRow } from './objects.queries.js';
import { lockObjects, removeObject, saveObjects, type LockedObject } from './objects.store.js';

/** Who does it, and from where: what the audit keeps. */
export interface Doer {
  who: Principal;
  address: string;
}

/** The register of objects, within what its reader may see. */
@Injectable()
export class Objects {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly secret: Secret,
    private readonly places: ObjectPlaces,
    private readonly grades: Grades,
  ) {}

  /** Reads one page, the worst first. @throws objects/bad-cursor (400) */
  async page(asked: ObjectsQuery, who: Principal): Promise<ObjectPage> {
    const after = asked.cursor === undefined ? null : fromCursor(asked.cursor);
    if (asked.cursor !== undefined && after === null)
      throw new DomainError(400, 'objects/bad-cursor', 'not a cursor of this list');
    const filter = {
      ...{ grade: words(asked.grade), kind: words(asked.kind), district: words(asked.district) },
      ...{ like: likeOf(asked.q), overdue: asked.overdue === 'true', checkOverdue: asked.checkOverdue === 'true' },
      ...(await this.scopeOf(who)),
    };
    const byGrade = await countByGrade(this.db.query, filter);
    const found = await listObjects(this.db.query, filter, { after, limit: asked.limit + 1 });
    const shown = found.slice(0, asked.limit);
    const last = found.length > asked.limit ? shown.at(-1) : undefined;
    const counted = (['red', 'yellow', 'green'] as const).filter((g) => filter.grade?.includes(g) ?? true);
    return {
      total: counted.reduce((sum, grade) => sum + byGrade[grade], 0),
      byGrade,
      objects: shown.map(({ score: _score, ...row }) => this.shown(row)),
      cursor: last ? toCursor(last) : null,
    };
  }

  /** Reads one with its grades and its incidents. @throws object/unknown (404) */
  async file(code: string, who: Principal): Promise<ObjectFile> {
    const row = await readObject(this.db.query, code, await this.scopeOf(who));
    if (!row) throw unknownObject(code);
    const own = who.permissions['incidents.read'] === 'own' ? who.account : null;
    const scope = { districts: own === null ? districtsOf(who, 'incidents.read') : null, account: own };
    return {
      ...this.shown(row),
      grades: await readGrades(this.db.query, code),
      incidents: await readIncidents(this.db.query, code, scope),
    };
  }

  /** Puts one on the register. @throws object/exists (409), object/out-of-reach (403), input/invalid (422) */
  async add({ code, ...input }: ObjectInput, doer: Doer): Promise<RegisteredObject> {
    return this.write(code, { input, doer, action: 'object.registered' }, (locked) => {
      if (locked) throw new DomainError(409, 'object/exists', `${code} is on the register already`);
    });
  }

  /** Changes one as a whole. @throws object/unknown (404), object/changed (409) with the present version, object/out-of-reach (403) */
  async change(code: string, { version, ...input }: ObjectChange, doer: Doer): Promise<RegisteredObject> {
    return this.write(code, { input, doer, action: 'object.changed' }, (locked) => {
      if (!locked) throw unknownObject(code);
      this.requireReach(locked.district, doer.who);
      if (locked.version === version) return;
      const present = { version: locked.version };
      throw new DomainError(409, 'object/changed', `somebody changed ${code} meanwhile; read it again`, { present });
    });
  }

  /** Takes one off the register. @throws object/unknown (404), object/out-of-reach (403) */
  async remove(code: string, { who, address }: Doer): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      const [locked] = await lockObjects(db, [code]);
      if (!locked) throw unknownObject(code);
      this.requireReach(locked.district, who);
      await removeObject(db, code);
      await this.audit.record({ actor: who.username, action: 'object.removed', subject: code, address }, db);
    });
  }

  private async write(
    code: string,
    of: { input: Omit<ObjectInput, 'code'>; doer: Doer; action: string },
    check: (locked: LockedObject | undefined) => void,
  ): Promise<RegisteredObject> {
    const { who, address } = of.doer;
    const record = required(this.places.recordOf(of.input, code));
    const checkDays = await this.grades.checkDays();
    return this.db.tx(this.db.query, async (db: PoolClient) => {
      check((await lockObjects(db, [code]))[0]);
      this.requireReach(record.district, who);
      await saveObjects(db, [record]);
      const detail = { district: record.district, contact: record.contact !== undefined };
      await this.audit.record({ actor: who.username, action: of.action, subject: code, detail, address }, db);
      const facts = await this.grades.regrade(db, [code]);
      const row = await readObject(db, code, { checkDays, districts: null });
      if (facts.length > 0) await this.journal.append(db, facts);
      return this.shown(row as ObjectRow);
    });
  }

  private requireReach(district: string, who: Principal): void {
    const districts = districtsOf(who, 'objects.manage');
    if (districts === null || districts.includes(district)) return;
    throw new DomainError(403, 'object/out-of-reach', `it lies in ${district}, which is none of your districts`);
  }

  private async scopeOf(who: Principal) {
    return { districts: districtsOf(who, 'objects.read'), checkDays: await this.grades.checkDays() };
  }

  private shown({ contactName, contactPhone, ...row }: ObjectRow): RegisteredObject {
    const open = (sealed: Buffer) => this.secret.open(sealed).toString('utf8');
    const isKnown = contactName !== null && contactPhone !== null;
    const contact = isKnown ? { name: maskedName(open(contactName)), phone: maskedPhone(open(contactPhone)) } : null;
    return { ...row, contact };
  }
}

/** What is out of reach does not exist for the asker. */
export function unknownObject(code: string): DomainError {
  return new DomainError(404, 'object/unknown', `no object ${code.slice(0, 60)} within your reach`);
}

function words(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').filter(Boolean);
}
