import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { IntakeAnswer, ObservationInput } from '../../protocol/observation.js';
import { CurrentSource } from '../identity/current.js';
import type { SourceKey } from '../identity/source-keys.service.js';
import { Api } from '../platform/api.js';
import { RawBody } from '../platform/body.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { Accept, type BodyFormat } from './accept.service.js';

const FORMATS: Record<string, BodyFormat> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/cloudevents+json': 'cloudevents',
  'application/cloudevents-batch+json': 'cloudevents',
};

/** The door for sources. */
@Controller('api/v1/intake')
export class IntakeController {
  constructor(private readonly accept: Accept) {}

  /** Answers 200 when all was taken, 207 when some items were rejected, 422 when all were; always after the commit. */
  @Post('observations')
  @Policy('source-key')
  @RawBody()
  @Api({
    summary: 'Send observations and readings; up to 10,000 items or 16 MiB, gzip allowed',
    body: ObservationInput,
    consumes: Object.keys(FORMATS),
    response: IntakeAnswer,
  })
  async observations(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentSource() { source }: SourceKey,
  ): Promise<void> {
    const format = FORMATS[(request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''];
    if (format === undefined) {
      throw new DomainError(415, 'body/unsupported-type', `send one of ${Object.keys(FORMATS).join(', ')}`);
    }
    const body = await bytesOf(request.body);
    if (body.length === 0) throw new DomainError(400, 'body/empty', 'the body is empty; send at least one item');
    const answer = await this.accept.take(source, body, { format, transport: 'http' });
    const isAllRejected = answer.rejected.length > 0 && answer.accepted + answer.duplicates === 0;
    if (isAllRejected) {
      await reply
        .code(422)
        .type('application/problem+json')
        .send(JSON.stringify(asProblem(answer)));
      return;
    }
    const status = answer.rejected.length > 0 ? 207 : 200;
    await reply.code(status).type('application/json').send(JSON.stringify(answer));
  }
}

/** A refusal of everything is a problem, and still tells the fate of each item. */
function asProblem(answer: IntakeAnswer): object {
  const [first] = answer.rejected;
  return {
    type: 'urn:city-brain:problem:intake/all-rejected',
    title: 'Not valid',
    status: 422,
    code: 'intake/all-rejected',
    detail: `no item was taken; the first: ${first?.code} ${first?.detail}`,
    errors: answer.rejected.map(({ index, pointer, code, detail }) => ({
      pointer: `/${index}${pointer}`,
      code,
      detail,
    })),
    ...answer,
  };
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  for await (const chunk of body as Readable) chunks.push(chunk as Buffer);
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
