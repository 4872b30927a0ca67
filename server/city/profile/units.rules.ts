import { z } from 'zod';
import type { Crs } from '../../../protocol/geo.js';
import { ProfileField, ProfileRoute, ProfileUnit, type ProfilePost } from '../../../protocol/profile-units.js';
import type { EnforcementField } from '../../../protocol/unit.js';
import type { AreaRow, PostRow, RouteRow, UnitRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import { ENFORCEMENT_FIELDS } from '../enforcement-fields.data.js';
import { factsOf } from '../unit-types.data.js';
import type { Findings } from './fault.js';
import { faultsOfRoute, faultsOfUnit, knownOf } from './forces.rules.js';
import { indexOf } from './places.rules.js';

const LIST = ['skills', 'fields', 'areas', 'types'];
const NUMBER = ['lon', 'lat', 'crew', 'capacity'];

/** Rows of `units`, `enforcement-fields` and `routing`, as JSON or CSV. */
export const UnitLine = fromCells(ProfileUnit);
export const FieldLine = fromCells(ProfileField);
export const RouteLine = fromCells(ProfileRoute);

/** A unit as it is imported: its phone still in the clear. */
export type UnitRecord = Omit<UnitRow, 'hasPhone'> & { phone: string | null };

/** What is read together, because each points at the other. Null: the profile has no such file. */
export interface Forces {
  units: readonly ProfileUnit[] | null;
  routes: readonly ProfileRoute[] | null;
  posts: readonly ProfilePost[] | null;
  fields: readonly EnforcementField[];
}

/** The fields in force: the city's own list, else the built-in one. */
export function fieldsOf(own: readonly ProfileField[] | null): EnforcementField[] {
  if (own === null) return [...ENFORCEMENT_FIELDS];
  return own.map(({ code, name, nameEn, types, source }) => ({
    code,
    nameZh: name,
    nameEn: nameEn ?? name,
    types,
    source,
  }));
}

/** Units with their district: the one they name, else the one that holds their base. */
export function unitsOf(units: readonly ProfileUnit[], areas: readonly AreaRow[], crs: Crs): UnitRecord[] {
  const districts = indexOf(areas, 'district');
  return units.map((u) => {
    const base = u.lon === undefined || u.lat === undefined ? null : toWgs84(crs, u.lon, u.lat);
    return {
      id: u.id,
      nameZh: u.name,
      nameEn: u.nameEn ?? u.name,
      type: u.type,
      skills: u.skills ?? factsOf(u.type).skills,
      fields: u.fields,
      organisationZh: u.organisation,
      organisationEn: u.organisationEn ?? u.organisation,
      district: u.district ?? (base === null ? null : districts.at(base[0], base[1])) ?? '-',
      areas: u.areas,
      crew: u.crew,
      phone: u.phone ?? null,
      capacity: u.capacity,
      base,
      duty: u.duty,
      drill: false,
    };
  });
}

/** Rules in the order of the file; their place is their number. */
export function routesOf(routes: readonly ProfileRoute[] | null): RouteRow[] | null {
  return (
    routes?.map((r, id) => ({
      id,
      match: r.match,
      area: r.area,
      unit: r.unit,
      from: r.from ?? null,
      to: r.to ?? null,
      days: r.days ?? null,
      source: r.source,
    })) ?? null
  );
}

export function postsOf(posts: readonly ProfilePost[] | null): PostRow[] | null {
  return (
    posts?.map(({ id, name, nameEn, district, unit, hours, people }) => ({
      id,
      nameZh: name,
      nameEn: nameEn ?? name,
      district: district ?? '-',
      unit: unit ?? null,
      hours,
      people,
    })) ?? null
  );
}

/** What points at nothing is a fault: units of routes and posts, fields of units and routes, areas of all. */
export function checkForces(
  { units, routes, posts, fields }: Forces,
  areas: readonly AreaRow[],
  findings: Findings,
): void {
  const known = knownOf({ units: units?.map((u) => u.id) ?? [], fields, areas });
  const fault = (file: string, at: string, message: string) => void findings.faults.push({ file, at, message });
  if (known.units.size !== (units?.length ?? 0)) fault('units', '', 'an id is there twice');
  for (const u of units ?? []) for (const { message } of faultsOfUnit(u, known)) fault('units', u.id, message);
  for (const [n, r] of (routes ?? []).entries())
    for (const { message } of faultsOfRoute(r, known)) fault('routing', `[${n}]`, message);
  for (const p of posts ?? [])
    if (p.unit !== undefined && !known.units.has(p.unit)) fault('posts', p.id, `there is no unit ${p.unit}`);
}

/** A schema for rows whose cells may be text: lists are split at `;`, numbers read. */
function fromCells<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.preprocess((input) => {
    if (typeof input !== 'object' || input === null) return input;
    return Object.fromEntries(Object.entries(input).map(([key, cell]) => [key, readCell(key, cell)]));
  }, schema);
}

function readCell(key: string, cell: unknown): unknown {
  if (typeof cell !== 'string') return cell;
  if (LIST.includes(key))
    return cell
      .split(';')
      .map((item) => item.trim())
      .filter(Boolean);
  return NUMBER.includes(key) && cell !== 'exclusive' ? Number(cell) : cell;
}
