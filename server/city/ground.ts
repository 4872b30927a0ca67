import { Injectable } from '@nestjs/common';
import { CityStore } from './city.store.js';

/** Which area a point lies in: exact polygons, WGS-84 degrees, no I/O. */
@Injectable()
export class Ground {
  constructor(private readonly store: CityStore) {}

  /** Code of the district that holds the point, or null outside all of them. A point on a border belongs to exactly one. */
  districtAt(lon: number, lat: number): string | null {
    return this.store.current.districts.at(lon, lat);
  }

  /** Code of the street (街道/镇) that holds the point, or null. */
  streetAt(lon: number, lat: number): string | null {
    return this.store.current.streets.at(lon, lat);
  }
}
