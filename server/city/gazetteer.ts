import { Injectable } from '@nestjs/common';
import { CityStore } from './city.store.js';
import type { GazetteerMatch } from './gazetteer.rules.js';

/** Places and roads by name, in memory. */
@Injectable()
export class Gazetteer {
  constructor(private readonly store: CityStore) {}

  /** Point an address means with a score of at least MATCH_THRESHOLD, or null. */
  match(address: string): GazetteerMatch | null {
    return this.store.current.addresses.match(address);
  }

  /** Road-level place for walls: the road named in the address, else the one within 150 m of the point, else null. */
  roadOf(address: string | undefined, point?: readonly [number, number]): string | null {
    return this.store.current.addresses.roadOf(address, point);
  }

  /** District code an address names, or null. */
  districtNamed(address: string): string | null {
    return this.store.current.addresses.districtNamed(address);
  }
}
