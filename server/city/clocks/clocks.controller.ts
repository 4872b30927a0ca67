import { Controller, Get, Header } from '@nestjs/common';
import { ServiceCalendars, TimeLimits } from '../../../protocol/clocks.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { CityStore } from '../city.store.js';

/** Service calendars and time limits over HTTP. They are changed by importing a profile. */
@Controller('api/v1')
export class ClocksController {
  constructor(private readonly store: CityStore) {}

  /** `GET /api/v1/service-calendars`: hours of service by kind of day. */
  @Get('service-calendars')
  @Header('cache-control', 'private, no-cache')
  @Policy('signed-in')
  @Api({ summary: 'Service calendars: the hours in which clocks run', response: ServiceCalendars })
  calendars(): ServiceCalendars {
    return { calendars: this.store.current.rows.calendars };
  }

  /** `GET /api/v1/time-limits`: every limit with its validity and source, also those of other days. */
  @Get('time-limits')
  @Header('cache-control', 'private, no-cache')
  @Policy('signed-in')
  @Api({ summary: 'Time limits with their validity and source', response: TimeLimits })
  limits(): TimeLimits {
    return { limits: this.store.current.rows.limits };
  }
}
