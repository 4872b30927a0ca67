import { Injectable } from '@nestjs/common';
import type { SourceRow } from './city-rows.js';
import { CityStore } from './city.store.js';

/** The feeds of the city. */
@Injectable()
export class Sources {
  constructor(private readonly store: CityStore) {}

  get(id: string): SourceRow | undefined {
    return this.store.current.sources.get(id);
  }

  /** All feeds by id, retired ones too. */
  list(): readonly SourceRow[] {
    return this.store.current.rows.sources;
  }
}
