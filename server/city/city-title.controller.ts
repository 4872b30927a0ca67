import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { CityTitle } from '../../protocol/city.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Policy } from '../platform/policy.js';
import { CityStore } from './city.store.js';

/** The city's name for pages before anyone has signed in. */
@Controller('api/v1')
export class CityTitleController {
  constructor(
    private readonly store: CityStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `GET /api/v1/city/title`: names, zone and whether all of it is a demo. Public: it is on every letterhead. */
  @Get('city/title')
  @Header('cache-control', 'no-cache')
  @Policy('public')
  title(): CityTitle {
    const { nameZh, nameEn, centreZh, centreEn } = this.store.current.rows.city;
    return { nameZh, nameEn, centreZh, centreEn, tz: this.clock.zone, demo: this.config.cityDemo };
  }
}
