import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Audit } from '../../identity/audit.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { unknownUnit } from './refusals.js';
import { sealedPhone } from './units.queries.js';

const RevealQuery = z.strictObject({ reason: z.string().trim().min(4).max(500) });
const Phone = z.object({ id: z.string(), phone: z.string() });

/** The number of a unit, for a reason. */
@Controller('api/v1/units/:id/phone')
export class UnitPhoneController {
  constructor(
    private readonly db: Database,
    private readonly secret: Secret,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Policy('pii.reveal')
  @Api({ summary: 'The number of a unit; the reason is kept in the audit', query: RevealQuery, response: Phone })
  async phone(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<z.infer<typeof Phone>> {
    const { reason } = parseInput(RevealQuery, query);
    const sealed = await sealedPhone(this.db.query, id, districtsOf(who, 'pii.reveal'));
    if (!sealed) throw unknownUnit(id);
    // Written first: nothing is shown that is not in the audit.
    const deed = { action: 'unit.phoneRevealed', subject: id, detail: { reason } };
    await this.audit.record({ actor: who.username, address: request.ip, ...deed });
    return { id, phone: this.secret.open(sealed).toString('utf8') };
  }
}
