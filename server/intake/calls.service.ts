import { Injectable } from '@nestjs/common';
import { DESK_SOURCE, type CallInput, type CallTaken } from '../../protocol/call.js';
import { Catalogue } from '../city/catalogue.js';
import type { Doer } from '../identity/display-links.service.js';
import { DomainError } from '../platform/domain-error.js';
import { Accept } from './accept.service.js';
import { DeskSource } from './desk-source.js';

/** What people tell the desk, taken in like any other source's message. */
@Injectable()
export class Calls {
  constructor(
    private readonly accept: Accept,
    private readonly desk: DeskSource,
    private readonly catalogue: Catalogue,
  ) {}

  /** Files a call. @throws call/unknown-type (422), or the code of what the intake refused (422) */
  async take({ key, caller, phone, ...call }: CallInput, doer: Doer): Promise<CallTaken> {
    const stream = this.catalogue.get(call.type)?.stream;
    if (stream === undefined || stream === 'risk')
      throw new DomainError(422, 'call/unknown-type', `${call.type} is no type of an incident or a complaint`);
    await this.desk.ensure(doer);
    const reporter = { ...(caller && { name: caller }), ...(phone && { phone }) };
    const item = {
      ...{ id: key, record: key, stream, ...call },
      ...(Object.keys(reporter).length > 0 && { reporter }),
      attributes: { takenBy: doer.actor },
    };
    const body = Buffer.from(JSON.stringify(item));
    const answer = await this.accept.take(DESK_SOURCE, body, { format: 'json', transport: null });
    const [refused] = answer.rejected;
    if (refused) {
      const { code, pointer, detail } = refused;
      throw new DomainError(422, code, detail, { errors: [{ code, pointer, detail }] });
    }
    return { record: key, duplicate: answer.duplicates > 0 };
  }
}
