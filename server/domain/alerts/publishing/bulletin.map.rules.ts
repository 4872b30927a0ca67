import type { AlertDocument } from '../../../../protocol/alert.js';
import type { BulletinPlace } from './bulletin.js';
import type { MapDistrict, MapMark } from './draw/district-map.rules.js';
import type { Reading } from './reading.js';

/** Districts of the city with what the alert counts in them; one that the alert does not name has no count. */
export function districtsOf({ map }: AlertDocument, { districts, key }: Reading): MapDistrict[] {
  return districts.flatMap(({ code, nameZh, nameEn, center, geometry }) => {
    if (!geometry || !center) return [];
    const counted = map.districts.find(({ district }) => district === code);
    return [{ name: key === 'zh' ? nameZh : nameEn, value: counted?.value ?? null, center, geometry }];
  });
}

/** Signs of the places that have a point. */
export function marksOf({ risks }: AlertDocument): MapMark[] {
  return risks.flatMap(({ places, colour: level }) =>
    places.flatMap(({ at, mark }) => (at ? [{ level, numeral: mark, lon: at[0], lat: at[1] }] : [])),
  );
}

/** Places in the order of their marks: district and road or object, never a door. */
export function placesOf(d: AlertDocument, { key, districts }: Reading): BulletinPlace[] {
  const districtName = (code: string) => {
    const found = districts.find((district) => district.code === code);
    return (key === 'zh' ? found?.nameZh : found?.nameEn) ?? '';
  };
  return d.risks
    .flatMap((risk) => risk.places.map((place) => ({ risk, place })))
    .sort((a, b) => a.place.mark - b.place.mark)
    .map(({ risk, place }) => ({
      ...{ numeral: place.mark, level: risk.colour, topic: risk.name[key] },
      name: inDistrict(place.name[key], districtName(place.district), key),
      value: `${d.figures[place.figure]?.text[key] ?? '—'} ${risk.unit[key]}`,
    }));
}

function inDistrict(name: string, district: string, key: 'zh' | 'en'): string {
  if (district === '' || name.includes(district)) return name;
  return key === 'zh' ? `${district} ${name}` : `${name}, ${district}`;
}
