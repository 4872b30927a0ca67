import { Injectable } from '@nestjs/common';
import type { ObjectContact } from '../../../protocol/object.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { districtsOf } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { unknownObject, type Doer } from './objects.service.js';
import { sealedContact } from './objects.store.js';

/** Opens who answers for an object, for a reason. */
@Injectable()
export class ObjectContacts {
  constructor(
    private readonly db: Database,
    private readonly secret: Secret,
    private readonly audit: Audit,
  ) {}

  /** @throws object/unknown (404) when there is no such object in reach, or nobody is known to answer for it */
  async reveal(code: string, reason: string, { who, address }: Doer): Promise<ObjectContact> {
    const sealed = await sealedContact(this.db.query, code, districtsOf(who, 'pii.reveal'));
    if (!sealed) throw unknownObject(code);
    // Written first: nothing is shown that is not in the audit.
    const deed = { action: 'object.contactRevealed', subject: code, detail: { reason } };
    await this.audit.record({ actor: who.username, address, ...deed });
    const open = (part: Buffer) => this.secret.open(part).toString('utf8');
    return { code, name: open(sealed.name), phone: open(sealed.phone) };
  }
}
