import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Basemap } from '../../protocol/basemap.js';
import { Api } from '../platform/api.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { BasemapFiles, type OpenArchive } from './basemap.files.js';
import { spanOf, type Span } from './basemap.rules.js';

/** The city's own basemap. Signed in: an archive may be licensed to the city. */
@Controller('api/v1/city/basemap')
export class BasemapController {
  constructor(private readonly files: BasemapFiles) {}

  @Get()
  @Policy('signed-in')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Whether the city has a basemap of its own, and what it is', response: Basemap })
  describe(): Promise<Basemap> {
    return this.files.describe();
  }

  @Get('city.pmtiles')
  @Policy('signed-in')
  @Api({ summary: 'The basemap, whole or by ranges', produces: ['application/vnd.pmtiles'] })
  async archive(
    @Headers('range') range: string | undefined,
    @Headers('if-range') ifRange: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const archive = await this.files.open();
    if (!archive)
      throw new DomainError(404, 'basemap/not-found', 'put a PMTiles archive at maps/city.pmtiles of the data folder');
    // Compression would change what a range is of.
    void reply
      .headers({ etag: archive.version, 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' })
      .header('x-no-compression', '1')
      .type('application/vnd.pmtiles');
    if (known !== undefined && known === archive.version && range === undefined) return ended(reply, archive, 304);
    // A span of another version than the one in hand is worth nothing: all of the new one is.
    const span = ifRange !== undefined && ifRange !== archive.version ? null : spanOf(range, archive.size);
    if (span === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${archive.size}`);
      return ended(reply, archive, 416);
    }
    await sent(reply, archive, span);
  }
}

async function ended(reply: FastifyReply, { file }: OpenArchive, status: number): Promise<void> {
  await file.close();
  await reply.code(status).send();
}

async function sent(reply: FastifyReply, { file, size }: OpenArchive, span: Span | null): Promise<void> {
  const { from, to } = span ?? { from: 0, to: size - 1 };
  if (span) void reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  void reply.header('content-length', to - from + 1);
  // The stream closes the file, also when the reader goes away.
  await reply.send(file.createReadStream({ start: from, end: to }));
}
