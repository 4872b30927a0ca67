import type { RoutingRule } from '../../../protocol/routing.js';
import type { UnitKept } from '../../../protocol/unit-admin.js';

/** Columns of `units.csv`, without the number, which leaves the service only one by one and for a reason. */
export const UNIT_COLUMNS = [
  ...(['id', 'name', 'nameEn', 'type', 'skills', 'fields', 'organisation', 'organisationEn'] as const),
  ...(['district', 'areas', 'crew', 'capacity', 'lon', 'lat', 'duty'] as const),
];

/** Columns of `routing.csv`. */
export const ROUTE_COLUMNS = ['match', 'area', 'unit', 'from', 'to', 'days', 'source'] as const;

/** A unit as a row that an import takes back as it was. */
export function unitRow(unit: UnitKept): Record<(typeof UNIT_COLUMNS)[number], string | number> {
  const { id, type, crew, capacity, duty, base, district } = unit;
  return {
    ...{ id, name: unit.nameZh, nameEn: unit.nameEn, type, crew, capacity, duty },
    ...{ organisation: unit.organisationZh, organisationEn: unit.organisationEn },
    ...{ skills: unit.skills.join(';'), fields: unit.fields.join(';'), areas: unit.areas.join(';') },
    ...{ district: district === '-' ? '' : district, lon: base?.[0] ?? '', lat: base?.[1] ?? '' },
  };
}

/** A rule as a row that an import takes back as it was. */
export function routeRow({ match, area, unit, from, to, days, source }: RoutingRule): Record<string, string> {
  return { match, area, unit, from: from ?? '', to: to ?? '', days: days ?? '', source };
}
