import { Injectable } from '@nestjs/common';
import { CityStore } from './city.store.js';
import type { UnitRow } from './city-rows.js';

/** The units that are not retired, as they are known beforehand. */
@Injectable()
export class Units {
  constructor(private readonly store: CityStore) {}

  get(id: string): UnitRow | undefined {
    return this.store.current.units.get(id);
  }

  /** Units by id. */
  list(): readonly UnitRow[] {
    return this.store.current.rows.units;
  }
}
