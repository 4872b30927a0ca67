import { Injectable } from '@nestjs/common';
import type { VitalSign } from '../../protocol/city.js';
import { CityStore } from './city.store.js';

/** The vital signs (城市体征) of the wall in their order. */
@Injectable()
export class Vitals {
  constructor(private readonly store: CityStore) {}

  list(): readonly VitalSign[] {
    return this.store.current.rows.vitals;
  }
}
