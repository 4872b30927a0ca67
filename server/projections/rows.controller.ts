import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { pipeline, Readable, Transform } from 'node:stream';
import { Rows } from '../../protocol/rows.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import type { SessionPrincipal } from '../identity/session-principal.js';
import { Api } from '../platform/api.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { cellOf } from '../platform/csv.rules.js';
import { RowsRequest } from './rows.request.rules.js';
import { RowsService } from './rows.service.js';

type Row = Record<string, unknown>;
const NOT_FILTERS = new Set(['query', 'asOf', 'sort', 'limit', 'cursor', 'bom']);

/** The rows behind a number. */
@Controller('api/v1/rows')
export class RowsController {
  constructor(private readonly rows: RowsService) {}

  @Get()
  @Policy('signed-in')
  @Api({
    summary: 'Rows behind a figure, as they were at its asOf',
    query: RowsRequest,
    response: Rows,
    produces: ['application/json', 'text/csv', 'application/geo+json'],
  })
  async list(
    @Query() query: Record<string, string>,
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = parse(query);
    const accept = request.headers.accept ?? '';
    void reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (accept.includes('text/csv')) return this.csv(asked, principal, reply);
    if (accept.includes('application/geo+json')) return this.geojson(asked, principal, reply);
    const filters = Object.fromEntries(Object.entries(query).filter(([name]) => !NOT_FILTERS.has(name)));
    await reply.send(await this.rows.read(asked, filters, principal));
  }

  private async csv(asked: RowsRequest, principal: SessionPrincipal, reply: FastifyReply): Promise<void> {
    const rows = await started(this.rows.export(asked, principal));
    const cast = { string: cellOf, object: cellOf, date: cellOf, boolean: cellOf };
    const out = stringify({ header: true, bom: asked.bom === '1', record_delimiter: 'windows', cast });
    await send(reply, 'text/csv; charset=utf-8', { rows, out, name: `${asked.query}.csv` });
  }

  private async geojson(asked: RowsRequest, principal: SessionPrincipal, reply: FastifyReply): Promise<void> {
    const rows = await started(this.rows.export(asked, principal));
    await send(reply, 'application/geo+json; charset=utf-8', { rows, out: features(), name: `${asked.query}.geojson` });
  }
}

function parse(query: unknown): RowsRequest {
  const parsed = RowsRequest.safeParse(query);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    pointer: `/${issue.path.map(String).join('/')}`,
    code: issue.code,
    detail: issue.message,
  }));
  throw new DomainError(400, 'rows/bad-query', 'the query string has faults', { errors });
}

/** Waits for the first row, so that what is refused is refused before a stream has begun. */
async function started(rows: AsyncGenerator<Row>): Promise<AsyncIterable<Row>> {
  const first = await rows.next();
  return (async function* () {
    try {
      if (first.done) return;
      yield first.value;
      yield* rows;
    } finally {
      await rows.return(undefined);
    }
  })();
}

async function send(
  reply: FastifyReply,
  type: string,
  { rows, out, name }: { rows: AsyncIterable<Row>; out: Transform; name: string },
): Promise<void> {
  // A failure half way destroys `out`, and with it the answer: a cut connection is the only honest end.
  pipeline(Readable.from(rows), out, () => undefined);
  await reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(out);
}

/** Writes rows as a GeoJSON FeatureCollection; a row without a point has no geometry. */
function features(): Transform {
  let before = '{"type":"FeatureCollection","features":[\n';
  return new Transform({
    writableObjectMode: true,
    transform({ id, lon, lat, ...properties }: Row, _encoding, done) {
      const geometry = typeof lon === 'number' ? { type: 'Point', coordinates: [lon, lat] } : null;
      const feature = JSON.stringify({ type: 'Feature', id, geometry, properties });
      done(null, before + feature);
      before = ',\n';
    },
    flush(done) {
      done(null, before.startsWith('{') ? `${before}]}\n` : '\n]}\n');
    },
  });
}
