import { Injectable } from '@nestjs/common';
import { Areas } from '../city/areas.js';
import { Catalogue } from '../city/catalogue.js';
import { Gazetteer } from '../city/gazetteer.js';
import { Ground } from '../city/ground.js';
import { Sensors } from '../city/sensors.js';

/** The questions normalising asks about the city; all answers come from memory. */
@Injectable()
export class CityLookups {
  constructor(
    readonly ground: Ground,
    readonly gazetteer: Gazetteer,
    readonly catalogue: Catalogue,
    readonly sensors: Sensors,
    private readonly areas: Areas,
  ) {}

  /** Tells whether a code is a district of this city. */
  isDistrict(code: string): boolean {
    return this.areas.get(code)?.level === 'district';
  }
}
