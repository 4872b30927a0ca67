import type { ProfileRoute, ProfileUnit } from '../../../protocol/profile-units.js';

/** What rows of units and routing may point at. Areas of a city that has none cannot be checked. */
export interface KnownForces {
  units: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  areas: ReadonlySet<string>;
}

/** A field of a row that points at nothing, or contradicts another. */
export interface RowFault {
  field: string;
  message: string;
}

/** Collects what can be pointed at; `*` stands for every field. */
export function knownOf(of: {
  units: readonly string[];
  fields: readonly { code: string }[];
  areas: readonly { code: string }[];
}): KnownForces {
  const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  return { units: new Set(of.units), fields: new Set(['*', ...codes(of.fields)]), areas: new Set(codes(of.areas)) };
}

/** Checks a unit against what there is. */
export function faultsOfUnit(
  { fields, areas, district, lon, lat }: Pick<ProfileUnit, 'fields' | 'areas' | 'district' | 'lon' | 'lat'>,
  known: KnownForces,
): RowFault[] {
  const fault = (field: string, message: string) => ({ field, message });
  const isNoArea = (code: string) => known.areas.size > 0 && !known.areas.has(code);
  return [
    ...fields
      .filter((code) => !known.fields.has(code))
      .map((code) => fault('fields', `there is no enforcement field ${code}`)),
    ...areas.filter(isNoArea).map((code) => fault('areas', `there is no area ${code}`)),
    ...(district !== undefined && isNoArea(district) ? [fault('district', `there is no area ${district}`)] : []),
    ...((lon === undefined) === (lat === undefined) ? [] : [fault('lon', 'lon and lat come together')]),
  ];
}

/** Checks a routing rule against what there is. */
export function faultsOfRoute({ match, area, unit, from, to }: ProfileRoute, known: KnownForces): RowFault[] {
  const fault = (field: string, message: string) => [{ field, message }];
  return [
    ...(known.units.has(unit) ? [] : fault('unit', `there is no unit ${unit}`)),
    ...(match.startsWith('type:') || known.fields.has(match) ? [] : fault('match', `there is no field ${match}`)),
    ...(area === '-' || known.areas.size === 0 || known.areas.has(area)
      ? []
      : fault('area', `there is no area ${area}`)),
    ...((from === undefined) === (to === undefined) ? [] : fault('from', 'from and to come together')),
  ];
}
