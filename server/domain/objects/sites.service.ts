import { Injectable } from '@nestjs/common';
import { latLngToCell } from 'h3-js';
import { NO_DISTRICT, type Crs } from '../../../protocol/geo.js';
import type { Fault } from '../../../protocol/problem.js';
import { Areas } from '../../city/areas.js';
import { toWgs84 } from '../../city/crs.rules.js';
import { Ground } from '../../city/ground.js';

/** The cell kept with what is on a register: the same size as that of an observation, about 0.1 km². */
const H3_RESOLUTION = 9;

/** Where something on a register is: in WGS-84, with cell, district and street. */
export interface Site {
  lon: number | null;
  lat: number | null;
  h3: string | null;
  district: string;
  street: string | null;
}

/** Finds where things are of what senders say of it. */
@Injectable()
export class Sites {
  constructor(
    private readonly ground: Ground,
    private readonly areas: Areas,
  ) {}

  /** The site, or why there can be none. */
  siteOf({
    location,
    district,
  }: {
    location: { lon: number; lat: number; crs: Crs } | null;
    district?: string | undefined;
  }): Site | Fault {
    if (district !== undefined && this.areas.get(district)?.level !== 'district')
      return fault('/district', 'object/unknown-district', `${district} is no district of this city`);
    if (location === null) return { lon: null, lat: null, h3: null, street: null, district: district ?? NO_DISTRICT };
    const [lon, lat] = toWgs84(location.crs, location.lon, location.lat);
    const found = this.ground.districtAt(lon, lat);
    if (found !== null && district !== undefined && found !== district)
      return fault('/district', 'object/district-differs', `the location lies in ${found}, not in ${district}`);
    const h3 = latLngToCell(lat, lon, H3_RESOLUTION);
    return { lon, lat, h3, street: this.ground.streetAt(lon, lat), district: found ?? district ?? NO_DISTRICT };
  }
}

/** Tells a fault from what was asked for. */
export function isFault<T extends object>(answer: T | Fault): answer is Fault {
  return 'pointer' in answer;
}

/** A fault at a place of the input. */
export function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
