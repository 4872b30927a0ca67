import type { EnforcementField } from '../../../protocol/unit.js';
import type { RouteRow } from '../../city/city-rows.js';

/** Where and when something is. `areas`: its street or grid, then its district. `minute` of the city's day. */
export interface RoutedCase {
  type: string;
  areas: readonly string[];
  minute: number;
  dayKind: 'workday' | 'rest';
}

/** The rule that decided, and the field the type belongs to. */
export interface Routed {
  field: string | null;
  rule: RouteRow | null;
}

/** Finds the enforcement field of a type: the one with the longest beginning of it. */
export function fieldOf(type: string, fields: readonly EnforcementField[]): string | null {
  let best = { code: null as string | null, length: 0 };
  for (const { code, types } of fields)
    for (const prefix of types)
      if (type.startsWith(prefix) && prefix.length > best.length) best = { code, length: prefix.length };
  return best.code;
}

/**
 * Finds whose it is. Of the rules that hold the smallest area wins, then the narrowest match (a type by its length, a field, any field), then
 * one with times, then one for a kind of day, then the first.
 */
export function route(
  asked: RoutedCase,
  { fields, routes }: { fields: readonly EnforcementField[]; routes: readonly RouteRow[] },
): Routed {
  const field = fieldOf(asked.type, fields);
  const holding = routes.filter((rule) => holds(rule, asked, field));
  const rank = (rule: RouteRow) => [
    areaRank(rule, asked),
    -narrowness(rule),
    rule.from === null ? 1 : 0,
    rule.days === null ? 1 : 0,
    rule.id,
  ];
  const [rule = null] = holding.sort((a, b) => compare(rank(a), rank(b)));
  return { field, rule };
}

function holds(rule: RouteRow, asked: RoutedCase, field: string | null): boolean {
  if (rule.area !== '-' && !asked.areas.includes(rule.area)) return false;
  if (rule.days !== null && rule.days !== asked.dayKind) return false;
  if (rule.from !== null && rule.to !== null && !isWithin(asked.minute, rule.from, rule.to)) return false;
  if (rule.match.startsWith('type:')) return asked.type.startsWith(rule.match.slice('type:'.length));
  return field !== null && (rule.match === '*' || rule.match === field);
}

/** Half-open; past midnight when `to` is not later than `from`. */
function isWithin(minute: number, from: string, to: string): boolean {
  const [a, b] = [minuteOfDay(from), minuteOfDay(to)];
  return a < b ? minute >= a && minute < b : minute >= a || minute < b;
}

/** Minutes since midnight of `HH:MM`. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function areaRank(rule: RouteRow, asked: RoutedCase): number {
  return rule.area === '-' ? asked.areas.length : asked.areas.indexOf(rule.area);
}

function narrowness({ match }: RouteRow): number {
  if (match.startsWith('type:')) return match.length;
  return match === '*' ? 0 : 1;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] as number);
  return 0;
}
