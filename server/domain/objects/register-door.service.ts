import { Injectable } from '@nestjs/common';
import type { ObjectImported } from '../../../protocol/object.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { districtsOf } from '../../platform/principal.js';
import type { Doer } from './objects.service.js';
import { registerLines } from './register-csv.rules.js';
import type { RegisterWriter } from './register-writer.js';

/** Takes in the files of registers that people send. */
@Injectable()
export class RegisterDoor {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
  ) {}

  /** Writes the good lines of a CSV file in one transaction. @throws input/invalid (422) for what is no such file */
  async take<T extends { code: string }>(
    writer: RegisterWriter<T>,
    csv: string,
    { who, address }: Doer,
  ): Promise<ObjectImported> {
    const register = registerLines(csv, writer.rules);
    const sender = { actor: who.username, reach: districtsOf(who, 'objects.manage'), address };
    return this.db.tx(this.db.query, async (db) => {
      const { answer, facts } = await writer.write(db, register, sender);
      if (facts.length > 0) await this.journal.append(db, facts);
      return answer;
    });
  }
}
