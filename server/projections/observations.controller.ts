import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { ObservationCourse, ObservationRaw } from '../../protocol/rows.js';
import { Audit } from '../identity/audit.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import type { SessionPrincipal } from '../identity/session-principal.js';
import { Api } from '../platform/api.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { districtsOf } from '../platform/principal.js';
import { Secret } from '../platform/secret.js';
import { findCourse, findRaw, findStored, toMessage, toObservation } from './rows.course.queries.js';

const Id = z.uuid();
const RevealQuery = z.object({ reason: z.string().trim().min(4).max(500) });

/** One observation: its record's course, and (audited) the message as it came. */
@Controller('api/v1/observations')
export class ObservationsController {
  constructor(
    private readonly db: Database,
    private readonly secret: Secret,
    private readonly audit: Audit,
  ) {}

  @Get(':id')
  @Policy('rows.read')
  @Api({ summary: 'One observation with the messages of its record', response: ObservationCourse })
  async course(@Param('id') id: string, @CurrentPrincipal() principal: SessionPrincipal): Promise<ObservationCourse> {
    const stored = await this.find(id, districtsOf(principal, 'rows.read'));
    const messages = await findCourse(this.db.query, stored);
    const hasText = principal.permissions['rows.text'] !== 'none';
    return { ...toObservation(stored, hasText), messages: messages.map((message) => toMessage(message, hasText)) };
  }

  @Get(':id/raw')
  @Policy('pii.reveal')
  @Api({
    summary: 'The message as its source sent it; the reason is kept in the audit',
    query: RevealQuery,
    response: ObservationRaw,
  })
  async raw(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<ObservationRaw> {
    const asked = RevealQuery.safeParse(query);
    if (!asked.success)
      throw new DomainError(
        400,
        'observation/reason-missing',
        'say in `reason` (4 to 500 characters) why it is needed',
      );
    const stored = await this.find(id, districtsOf(principal, 'pii.reveal'));
    // Written first: nothing is shown that is not in the audit.
    await this.audit.record({
      actor: principal.username,
      action: 'observation.revealed',
      subject: stored.id,
      detail: { reason: asked.data.reason },
      address: request.ip,
    });
    const sealed = await findRaw(this.db.query, stored);
    if (!sealed) throw unknown(id);
    return { id: stored.id, raw: this.secret.open(sealed).toString('utf8') };
  }

  private async find(id: string, districts: readonly string[] | null) {
    const stored = Id.safeParse(id).success ? await findStored(this.db.query, id, districts) : undefined;
    if (!stored) throw unknown(id);
    return stored;
  }
}

function unknown(id: string): DomainError {
  return new DomainError(404, 'observation/unknown', `no observation ${id.slice(0, 60)} within your reach`);
}
