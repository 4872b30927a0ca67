import type { UnitChange, UnitKept } from '@protocol/unit-admin';

/** Columns of a file of units, as docs/city-profile.md names them. */
export const UNIT_COLUMNS = [
  ...(['id', 'name', 'nameEn', 'type', 'skills', 'fields', 'organisation', 'organisationEn', 'district'] as const),
  ...(['areas', 'crew', 'phone', 'capacity', 'lon', 'lat', 'duty'] as const),
];
/** Columns of a file of routing rules. */
export const ROUTE_COLUMNS = ['match', 'area', 'unit', 'from', 'to', 'days', 'source'] as const;
/** Columns of a file of shifts. */
export const SHIFT_COLUMNS = ['post', 'person', 'from', 'to', 'unit'] as const;

/** A unit as a form holds it: every field as typed. */
export interface UnitForm {
  id: string;
  name: string;
  nameEn: string;
  type: UnitKept['type'];
  organisation: string;
  organisationEn: string;
  skills: UnitKept['skills'];
  fields: string[];
  district: string;
  areas: string;
  crew: number;
  capacity: number;
  lon: string;
  lat: string;
  duty: UnitKept['duty'];
  phone: string;
  forgetPhone: boolean;
}

/** Fills the form with a unit, or for a new one. */
export function formOf(unit: UnitKept | null): UnitForm {
  return {
    ...{ id: unit?.id ?? '', name: unit?.nameZh ?? '', nameEn: unit?.nameEn ?? '', type: unit?.type ?? 'enforcement' },
    ...{ organisation: unit?.organisationZh ?? '', organisationEn: unit?.organisationEn ?? '' },
    ...{ skills: [...(unit?.skills ?? [])], fields: [...(unit?.fields ?? [])], areas: unit?.areas.join(' ') ?? '' },
    ...{ district: unit && unit.district !== '-' ? unit.district : '', duty: unit?.duty ?? 'always' },
    ...{ crew: unit?.crew ?? 2, capacity: unit?.capacity ?? 1, phone: '', forgetPhone: false },
    ...{ lon: unit?.base?.[0].toString() ?? '', lat: unit?.base?.[1].toString() ?? '' },
  };
}

/** Makes of the form what is sent: what is empty is left out, so that the service's defaults hold. */
export function changeOf(form: UnitForm): Partial<UnitChange> {
  const { name, type, organisation, fields, crew, capacity, duty } = form;
  const text = (value: string) => value.trim() || undefined;
  const number = (value: string) => (value.trim() === '' ? undefined : Number(value));
  const given = {
    ...{ name: name.trim(), nameEn: text(form.nameEn), type, organisation: organisation.trim(), duty },
    ...{ organisationEn: text(form.organisationEn), fields, crew, capacity, district: text(form.district) },
    ...{ skills: form.skills.length > 0 ? form.skills : undefined, lon: number(form.lon), lat: number(form.lat) },
    ...{ areas: form.areas.split(/[\s;,]+/).filter(Boolean), phone: form.forgetPhone ? null : text(form.phone) },
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
