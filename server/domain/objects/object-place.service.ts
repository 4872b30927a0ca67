import { Injectable } from '@nestjs/common';
import { latLngToCell } from 'h3-js';
import { NO_DISTRICT } from '../../../protocol/geo.js';
import type { ObjectInput } from '../../../protocol/object.js';
import type { Fault } from '../../../protocol/problem.js';
import { Areas } from '../../city/areas.js';
import { toWgs84 } from '../../city/crs.rules.js';
import { Ground } from '../../city/ground.js';
import { Secret } from '../../platform/secret.js';
import type { ObjectRecord } from './objects.store.js';

/** The cell kept with an object: the same size as that of an observation, about 0.1 km². */
const H3_RESOLUTION = 9;

/** Makes records of what was sent: place in WGS-84 with cell, district and street; contact sealed. */
@Injectable()
export class ObjectPlaces {
  constructor(
    private readonly ground: Ground,
    private readonly areas: Areas,
    private readonly secret: Secret,
  ) {}

  /** The record, or why there can be none. */
  recordOf(input: Omit<ObjectInput, 'code'>, code: string): ObjectRecord | Fault {
    const { location, district, contact, ...rest } = input;
    if (district !== undefined && this.areas.get(district)?.level !== 'district')
      return fault('/district', 'object/unknown-district', `${district} is no district of this city`);
    if (rest.validFrom !== null && rest.validTo !== null && rest.validTo < rest.validFrom)
      return fault('/validTo', 'object/ends-before-it-begins', 'the last day lies before the first');
    const [lon, lat] = location === null ? [null, null] : toWgs84(location.crs, location.lon, location.lat);
    const found = lon === null || lat === null ? null : this.ground.districtAt(lon, lat);
    if (found !== null && district !== undefined && found !== district)
      return fault('/district', 'object/district-differs', `the location lies in ${found}, not in ${district}`);
    const sealed = contact && { name: this.secret.seal(contact.name), phone: this.secret.seal(contact.phone) };
    return {
      ...rest,
      ...{ code, lon, lat, contact: sealed, district: found ?? district ?? NO_DISTRICT },
      ...(lon === null || lat === null
        ? { h3: null, street: null }
        : { h3: latLngToCell(lat, lon, H3_RESOLUTION), street: this.ground.streetAt(lon, lat) }),
    };
  }
}

/** Tells a fault from a record. */
export function isFault(answer: ObjectRecord | Fault): answer is Fault {
  return 'pointer' in answer;
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
