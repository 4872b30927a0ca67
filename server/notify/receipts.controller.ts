import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ReceiptsAnswer, ReceiptsInput } from '../../protocol/notice.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { RawBody } from '../platform/body.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { Receipts } from './receipts.service.js';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.js';

/** Receipts of the SMS gateway. Open to the network, closed to who has not the gateway's secret. */
@Controller('api/v1/notices')
export class ReceiptsController {
  constructor(private readonly receipts: Receipts) {}

  @Post('receipts')
  @HttpCode(200)
  @RawBody()
  @Policy('public')
  @Api({
    summary: 'Delivery receipts of the SMS gateway, signed with its secret',
    body: ReceiptsInput,
    response: ReceiptsAnswer,
  })
  note(
    @Body() body: unknown,
    @Headers(TIMESTAMP_HEADER) timestamp = '',
    @Headers(SIGNATURE_HEADER) signature = '',
  ): Promise<ReceiptsAnswer> {
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    this.receipts.verify(raw, { timestamp, signature });
    return this.receipts.note(parseInput(ReceiptsInput, jsonOf(raw)));
  }
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch (cause) {
    throw new DomainError(400, 'body/not-json', 'The body is not JSON', { cause });
  }
}
