import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CalendarDays, City } from '../../protocol/city.js';
import { LayerName } from '../../protocol/profile.js';
import { Api } from '../platform/api.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy } from '../platform/policy.js';
import { CityDocuments, type CityDocument } from './city-documents.js';
import { CityStore } from './city.store.js';

/** Reference data over HTTP. */
@Controller('api/v1')
export class CityController {
  constructor(
    private readonly documents: CityDocuments,
    private readonly store: CityStore,
  ) {}

  /** `GET /api/v1/city`: protocol/city.ts City, with ETag. */
  @Get('city')
  @Policy('signed-in')
  @Api({ summary: 'Names, types, sources, vital signs and zone of the city', response: City })
  city(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | null {
    return answer(this.documents.city(), { known, type: 'application/json', reply });
  }

  /** `GET /api/v1/city/layers/:name`: GeoJSON. Public: it is geography, and the sign-in page draws the city. */
  @Get('city/layers/:name')
  @Policy('public')
  @Api({ summary: 'A layer of the map as GeoJSON', produces: ['application/geo+json'] })
  layer(
    @Param('name') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | null {
    const layer = LayerName.safeParse(name);
    const document = layer.success ? this.documents.layer(layer.data) : null;
    if (document === null) {
      throw new DomainError(
        404,
        'layer/not-found',
        `this city has no such layer; layers are ${LayerName.options.join(', ')}`,
      );
    }
    return answer(document, { known, type: 'application/geo+json', reply });
  }

  /** `GET /api/v1/calendar`: days that differ from the weekday rule. */
  @Get('calendar')
  @Header('cache-control', 'private, no-cache')
  @Policy('signed-in')
  @Api({ summary: 'Days that differ from the weekday rule', response: CalendarDays })
  calendar(): CalendarDays {
    return { days: this.store.current.rows.days };
  }
}

/** Answers 304 without a body when the client has this very version. */
function answer(
  document: CityDocument,
  { known, type, reply }: { known: string | undefined; type: string; reply: FastifyReply },
): Buffer | null {
  void reply
    .header('etag', document.etag)
    .header('cache-control', 'no-cache')
    .header('content-type', `${type}; charset=utf-8`);
  const isKnown = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === document.etag) ?? false;
  if (!isKnown) return document.body;
  void reply.code(304);
  return null;
}
