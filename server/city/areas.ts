import { Injectable } from '@nestjs/common';
import type { AreaRow } from './city-rows.js';
import { CityStore } from './city.store.js';

/** Districts and streets by code. */
@Injectable()
export class Areas {
  constructor(private readonly store: CityStore) {}

  get(code: string): AreaRow | undefined {
    return this.store.current.rows.areas.find((a) => a.code === code);
  }

  /** Districts by code. */
  districts(): readonly AreaRow[] {
    return this.store.current.rows.areas.filter((a) => a.level === 'district');
  }
}
