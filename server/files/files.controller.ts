import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { MAX_PHOTO, PHOTO_TYPES, PhotoQuery, StoredFile } from '../../protocol/file.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import { parseInput, parseUuid } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { rejected } from './darkroom.js';
import { Files } from './files.service.js';

/** Photos over HTTP. The body of an upload is the photo itself. */
@Controller('api/v1/files')
export class FilesController {
  constructor(private readonly files: Files) {}

  @Post()
  @Policy('incidents.comment')
  @Api({
    summary: 'Keep a photo; 201 when it is new, 200 when the same account sent the same bytes before',
    query: PhotoQuery,
    body: z.string().describe('the photo, binary'),
    consumes: PHOTO_TYPES,
    response: StoredFile,
    status: 201,
  })
  async take(
    @Query() query: unknown,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = parseInput(PhotoQuery, query);
    const { file, isNew } = await this.files.take(await bytesOf(body), asked, who);
    await reply
      .status(isNew ? 201 : 200)
      .header('cache-control', 'no-store')
      .header('location', `/api/v1/files/${file.id}`)
      .send(file);
  }

  @Get(':id/about')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({
    summary: 'A photo without its pixels: size, hash, when and where it claims to be taken',
    response: StoredFile,
  })
  async about(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<StoredFile> {
    return (await this.files.head(parseUuid(id), who)).file;
  }

  @Get(':id')
  @Policy('incidents.read')
  @Api({ summary: 'A photo', produces: ['image/jpeg'] })
  image(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show({ id: parseUuid(id), which: 'image', who }, request, reply);
  }

  @Get(':id/thumb')
  @Policy('incidents.read')
  @Api({ summary: 'A photo, at most 320 pixels on its longer side', produces: ['image/jpeg'] })
  thumb(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show({ id: parseUuid(id), which: 'thumb', who }, request, reply);
  }

  /** A browser may keep a photo for one account but asks each time whether it may still show it. */
  private async show(
    { id, which, who }: { id: string; which: 'image' | 'thumb'; who: Principal },
    request: IdentifiedRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { storedSha256 } = await this.files.head(id, who);
    const tag = `"${which}-${storedSha256.toString('hex')}"`;
    void reply.headers({ 'cache-control': 'private, no-cache', etag: tag, vary: 'cookie, authorization' });
    if (request.headers['if-none-match'] === tag) {
      await reply.status(304).send();
      return;
    }
    const name = which === 'image' ? `${id}.jpg` : `${id}-320.jpg`;
    await reply
      .type('image/jpeg')
      .header('content-disposition', `inline; filename="${name}"`)
      .send(await this.files.pixels(id, which));
  }
}

/** Reads the body, no further than a photo may go. */
async function bytesOf(body: unknown): Promise<Buffer> {
  if (!(body instanceof Readable))
    throw rejected('not-a-photo', `the body is the photo itself, as ${PHOTO_TYPES.join(', ')}`, undefined, 415);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += (part as Buffer).length;
    if (length > MAX_PHOTO)
      throw rejected('too-large', `a photo has at most ${MAX_PHOTO / 1024 / 1024} MB`, undefined, 413);
    parts.push(part as Buffer);
  }
  if (length === 0) throw rejected('empty', 'there is no photo in the body');
  return Buffer.concat(parts, length);
}
