import { Inject, Injectable } from '@nestjs/common';
import { CityStore } from '../../../city/city.store.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import type { Reading } from './reading.js';

/** Who reads alerts, with what is known of their city now. */
@Injectable()
export class Readers {
  constructor(
    private readonly store: CityStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Readers of one language. */
  in(lang: Reading['lang']): Reading {
    const { publicUrl } = this.config;
    const districts = this.ground.rows.areas.filter((area) => area.level === 'district');
    return { lang, key: lang === 'en' ? 'en' : 'zh', publicUrl, zone: this.clock.zone, districts };
  }

  /** Who issues: before there is an alert, the centre itself. */
  issuer(lang: Reading['lang']): { issuer: string; city: string; demo: boolean } {
    const { code, centreZh, centreEn } = this.ground.rows.city;
    return { issuer: lang === 'en' ? centreEn : centreZh, city: code, demo: this.config.cityDemo };
  }

  /** The city's reference data in force: another object when it changes. */
  get ground(): CityStore['current'] {
    return this.store.current;
  }
}
