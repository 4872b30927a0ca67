import { latLngToCell } from 'h3-js';
import { NO_DISTRICT } from '../../protocol/geo.js';
import type { ObservationInput } from '../../protocol/observation.js';
import type { CityLookups } from './city-lookups.js';
import { toWgs84 } from './crs.normaliser.js';
import type { Cell, ItemFault } from './row.js';

/** Resolution of the cell kept with each observation: about 0.1 km². */
export const H3_RESOLUTION = 9;

type Location = NonNullable<ObservationInput['location']>;

/** Where an item is. `extra` goes into the attributes: how the place was found. */
export interface PlacedItem {
  cell: Pick<Cell, 'lon' | 'lat' | 'h3' | 'district' | 'placed'>;
  road: string | null;
  flags: string[];
  extra: Record<string, unknown> | null;
  /** False when the item says nothing of its place. */
  said: boolean;
}

/** Finds point, H3 cell, district and road of an item: by coordinates, else by address, else by the district it names. */
export function placeItem(item: ObservationInput, city: CityLookups): PlacedItem | ItemFault {
  const { location, district } = item;
  if (district !== undefined && !city.isDistrict(district)) {
    return fault('district/unknown', '/district', `${district} is no district of this city; leave it out to derive it`);
  }
  if (location === undefined) return unlocated(district, null, false);
  if ((location.lon === undefined) !== (location.lat === undefined)) {
    return fault('location/incomplete', '/location', 'give both lon and lat, or neither');
  }
  if (location.lon !== undefined && location.lat !== undefined) {
    return byPoint(item, [location.lon, location.lat], city);
  }
  return location.address ? byAddress(location.address, district, city) : unlocated(district, null, false);
}

function byPoint(item: ObservationInput, sent: [number, number], city: CityLookups): PlacedItem | ItemFault {
  const location = item.location as Location;
  const crs = location.crs ?? 'wgs84';
  const [lon, lat] = toWgs84(sent, crs);
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    return fault('location/impossible', '/location', `${crs} ${sent.join(', ')} lies on no WGS-84 point`);
  }
  const found = city.ground.districtAt(lon, lat);
  const flags = found === null ? ['outside'] : [];
  if (item.district !== undefined && item.district !== found) flags.push('district-differs');
  return {
    cell: cellAt(lon, lat, found),
    road: city.gazetteer.roadOf(location.address, [lon, lat]),
    flags,
    extra: crs === 'wgs84' ? null : { crsIn: { crs, lon: sent[0], lat: sent[1] } },
    said: true,
  };
}

function byAddress(address: string, district: string | undefined, city: CityLookups): PlacedItem {
  const match = city.gazetteer.match(address);
  if (match === null) return unlocated(district, city.gazetteer.roadOf(address), true);
  const { lon, lat } = match;
  const flags = match.district === null ? ['matched', 'outside'] : ['matched'];
  if (district !== undefined && district !== match.district) flags.push('district-differs');
  return {
    cell: cellAt(lon, lat, match.district),
    road: match.road,
    flags,
    extra: { match: { score: Math.round(match.score * 1000) / 1000, name: match.name } },
    said: true,
  };
}

function cellAt(lon: number, lat: number, district: string | null): PlacedItem['cell'] {
  const h3 = latLngToCell(lat, lon, H3_RESOLUTION);
  return { lon, lat, h3, district: district ?? NO_DISTRICT, placed: district === null ? 'outside' : 'in' };
}

function unlocated(district: string | undefined, road: string | null, hasAddress: boolean): PlacedItem {
  return {
    cell: { lon: null, lat: null, h3: null, district: district ?? NO_DISTRICT, placed: 'unlocated' },
    road,
    flags: [],
    extra: null,
    said: hasAddress || district !== undefined,
  };
}

function fault(code: string, pointer: string, detail: string): ItemFault {
  return { code, pointer, detail };
}
