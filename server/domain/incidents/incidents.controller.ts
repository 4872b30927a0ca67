import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { pipeline, Readable } from 'node:stream';
import { IncidentFile, IncidentPage } from '../../../protocol/incident.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { cellOf } from '../../platform/csv.rules.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { IncidentFiles } from './incident-file.service.js';
import { IncidentList } from './incident-list.service.js';
import { IncidentsQuery } from './incidents.request.rules.js';

/** Incidents over HTTP: lists, and the whole file of one. */
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly list: IncidentList,
    private readonly files: IncidentFiles,
  ) {}

  @Get()
  @Policy('incidents.read')
  @Api({
    summary: 'Incidents',
    query: IncidentsQuery,
    response: IncidentPage,
    produces: ['application/json', 'text/csv'],
  })
  async read(
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = parseInput(IncidentsQuery, query);
    void reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (!(request.headers.accept ?? '').includes('text/csv')) {
      await reply.send(await this.list.page(asked, who));
      return;
    }
    const cast = { string: cellOf, object: cellOf, boolean: cellOf };
    const out = stringify({ header: true, record_delimiter: 'windows', cast });
    // A failure half way destroys `out`, and with it the answer: a cut connection is the only honest end.
    pipeline(Readable.from(this.list.rows(asked, who)), out, () => undefined);
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="incidents.csv"')
      .send(out);
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({
    summary: 'One incident by id or number, with steps, course, photos and who reported it',
    response: IncidentFile,
  })
  one(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<IncidentFile> {
    return this.files.read(id, who);
  }
}
