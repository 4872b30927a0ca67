import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { ObjectInput } from '../../../protocol/object.js';
import { OBJECT_LINE } from '../../city/registers/lines.rules.js';
import { Audit } from '../../identity/audit.service.js';
import { Grades } from './grades.service.js';
import { ObjectPlaces } from './object-place.service.js';
import { lockObjects, saveObjects, type ObjectRecord } from './objects.store.js';
import { outOfReach, type Register } from './register-csv.rules.js';
import { answerOf, type RegisterSender, type RegisterWriter, type RegisterWritten } from './register-writer.js';
import { isFault } from './sites.service.js';

/** Takes a register in from a file: what is good is written, what is not is told line by line. */
@Injectable()
export class ObjectImports implements RegisterWriter<ObjectInput> {
  readonly rules = { schema: ObjectInput, shape: OBJECT_LINE };

  constructor(
    private readonly audit: Audit,
    private readonly places: ObjectPlaces,
    private readonly grades: Grades,
  ) {}

  /** Writes the good lines in the caller's transaction and grades what it touched. */
  async write(
    db: PoolClient,
    { lines, rejected }: Register<ObjectInput>,
    { actor, reach, address }: RegisterSender,
  ): Promise<RegisterWritten> {
    const isReached = (district: string) => reach === null || reach.includes(district);
    const codes = lines.map(({ input }) => input.code);
    const known = new Map((await lockObjects(db, codes)).map((object) => [object.code, object]));
    const records: ObjectRecord[] = [];
    const refused = [...rejected];
    for (const { line, input } of lines) {
      const { code, ...rest } = input;
      const kept = known.get(code);
      const record = this.places.recordOf(rest, code, kept?.contact);
      if (isFault(record)) refused.push({ line, ...record });
      else if (isReached(record.district) && isReached(kept?.district ?? record.district)) records.push(record);
      else refused.push(outOfReach(line, kept?.district ?? record.district));
    }
    const saved = await saveObjects(db, records);
    const answer = answerOf(records.length, saved, refused);
    const detail = { ...answer, rejected: refused.length };
    await this.audit.record({ actor, action: 'objects.imported', detail, address }, db);
    return { answer, facts: await this.grades.regrade(db, [...saved.added, ...saved.changed]) };
  }
}
