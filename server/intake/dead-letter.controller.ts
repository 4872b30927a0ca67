import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { RejectedItem } from '../../protocol/observation.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import { parseInput, parseUuid } from '../identity/input.js';
import type { SessionPrincipal } from '../identity/session-principal.js';
import { Api } from '../platform/api.js';
import { Database } from '../platform/database.js';
import { Policy } from '../platform/policy.js';
import { listDeadLetters, type DeadLetterView } from './dead-letter.queries.js';
import { DeadLetters, type ReplayOutcome } from './dead-letter.service.js';

const ListQuery = z.strictObject({
  source: z.string().max(40).optional(),
  code: z.string().max(80).optional(),
  state: z.enum(['waiting', 'settled']).optional(),
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const DeadLetter = z.object({
  ...{ id: z.string(), source: z.string(), receivedAt: z.string(), code: z.string(), pointer: z.string() },
  ...{ detail: z.string(), itemId: z.string().nullable(), bytes: z.int() },
  outcome: z.enum(['replayed', 'discarded']).nullable(),
  ...{ settledAt: z.string().nullable(), settledBy: z.string().nullable(), settleReason: z.string().nullable() },
});
const DeadLetterText = DeadLetter.extend({ raw: z.string() });
const Page = z.object({ items: z.array(DeadLetter), cursor: z.string().nullable() });
const Discard = z.strictObject({ reason: z.string().trim().min(1).max(500) });
const Replayed = z.object({
  outcome: z.enum(['accepted', 'duplicate', 'rejected']),
  rejected: RejectedItem.omit({ index: true }).nullable(),
});

/** Rejected items over HTTP. */
@Controller('api/v1/intake/dead-letters')
export class DeadLetterController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly db: Database,
  ) {}

  @Get()
  @Policy('deadletters.manage')
  @Api({ summary: 'Rejected items, newest first, phones masked', query: ListQuery, response: Page })
  list(@Query() query: unknown): Promise<{ items: DeadLetterView[]; cursor: string | null }> {
    return listDeadLetters(this.db.query, parseInput(ListQuery, query));
  }

  @Get(':id')
  @Policy('deadletters.manage')
  @Api({ summary: 'One rejected item as it was sent, phones masked', response: DeadLetterText })
  read(@Param('id') id: string): Promise<DeadLetterView & { raw: string }> {
    return this.letters.read(parseUuid(id));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Policy('deadletters.manage')
  @Api({ summary: 'Send it through the intake again; twice is once', response: Replayed })
  replay(
    @Param('id') id: string,
    @CurrentPrincipal() { username }: SessionPrincipal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<ReplayOutcome> {
    return this.letters.replay(parseUuid(id), { username, address: ip });
  }

  @Post(':id/discard')
  @HttpCode(204)
  @Policy('deadletters.manage')
  @Api({ summary: 'Give it up, with the reason', body: Discard, status: 204 })
  async discard(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() { username }: SessionPrincipal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<void> {
    const { reason } = parseInput(Discard, body);
    await this.letters.discard(parseUuid(id), reason, { username, address: ip });
  }
}
