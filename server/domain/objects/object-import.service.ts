import { Injectable } from '@nestjs/common';
import type { ObjectImported } from '../../../protocol/object.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { districtsOf } from '../../platform/principal.js';
import { Grades } from './grades.service.js';
import { objectLines, type ObjectLine, type Rejected } from './object-csv.rules.js';
import { isFault, ObjectPlaces } from './object-place.service.js';
import type { Doer } from './objects.service.js';
import { lockObjects, saveObjects, type ObjectRecord } from './objects.store.js';

/** Takes a register in from a file: what is good is written, what is not is told line by line. */
@Injectable()
export class ObjectImports {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly places: ObjectPlaces,
    private readonly grades: Grades,
  ) {}

  /** Writes the good lines in one transaction. @throws input/invalid (422) for what is no such file */
  async take(csv: string, { who, address }: Doer): Promise<ObjectImported> {
    const { lines, rejected } = objectLines(csv);
    const reach = districtsOf(who, 'objects.manage');
    const isReached = (district: string) => reach === null || reach.includes(district);
    return this.db.tx(this.db.query, async (db) => {
      const known = new Map(
        (
          await lockObjects(
            db,
            lines.map((l) => l.input.code),
          )
        ).map((o) => [o.code, o.district]),
      );
      const records: ObjectRecord[] = [];
      for (const { line, input } of lines) {
        const { code, ...rest } = input;
        const record = this.places.recordOf(rest, code);
        if (isFault(record)) rejected.push({ line, ...record });
        else if (isReached(record.district) && isReached(known.get(code) ?? record.district)) records.push(record);
        else rejected.push(outOfReach({ line, input }, known.get(code) ?? record.district));
      }
      const added = await saveObjects(db, records);
      const detail = { added, changed: records.length - added, rejected: rejected.length };
      await this.audit.record({ actor: who.username, action: 'objects.imported', detail, address }, db);
      const facts = await this.grades.regrade(
        db,
        records.map((r) => r.code),
      );
      if (facts.length > 0) await this.journal.append(db, facts);
      return { added, changed: records.length - added, rejected: rejected.toSorted((a, b) => a.line - b.line) };
    });
  }
}

function outOfReach({ line }: ObjectLine, district: string): Rejected {
  const detail = `it lies in ${district}, which is none of your districts`;
  return { line, pointer: '/district', code: 'object/out-of-reach', detail };
}
