import type { Need, RankedUnit, RankReason } from '../../../protocol/dispatch.js';
import type { LonLat } from '../../../protocol/geo.js';
import type { UnitStatus } from '../../../protocol/unit.js';
import type { UnitRow } from '../../city/city-rows.js';
import { factsOf } from '../../city/unit-types.data.js';
import { fill, type Wanted } from './needs.rules.js';

/** Road distance over straight distance in a city. @source ours; street networks lie between 1.2 and 1.4 */
const DETOUR = 1.3;
const EARTH_M = 6_371_000;
/** Units on the list: keys 1 to 9 choose, the rest is scrolled. */
const SHOWN = 30;
/** Kind of those that stand on the list for their nearness alone. */
const NEAREST = 3;

/** A unit with what it does now. Times epoch milliseconds. */
export interface Candidate {
  unit: UnitRow;
  status: UnitStatus;
  load: number;
  onShift: boolean;
  position: LonLat | null;
  positionMs: number | null;
}

/** What help is sought for. `routed`: unit of the routing table. `committed`: units on it already. `nowMs`: city time. */
export interface HelpCase {
  at: LonLat | null;
  district: string;
  field: string | null;
  routed: string | null;
  committed: readonly string[];
  drill: boolean;
  needs: readonly Wanted[];
  nowMs: number;
}

interface Weighed {
  candidate: Candidate;
  able: boolean;
  /** 0 the one team, 1 a needed skill, 2 the field only, 3 nothing but that it is near. */
  kind: number;
  distanceM: number | null;
  etaMinutes: number | null;
}

/**
 * Ranks the units that fit: those that can go first, then the one team of the place, those with a needed skill, those of the field; within these the
 * shortest estimated arrival, then the lighter load. Where none fits, a city without rules for the type say, all are ranked by distance: a desk must
 * never stand before an empty list. Each stands with its reasons; needs that nobody able can fill are told as missing.
 */
export function recommend(asked: HelpCase, candidates: readonly Candidate[]): { units: RankedUnit[]; needs: Need[] } {
  const committed = candidates.filter((c) => asked.committed.includes(c.unit.id));
  const free = candidates.filter((c) => c.unit.drill === asked.drill && !asked.committed.includes(c.unit.id));
  const ranked = fitting(asked, free).sort(byRank);
  const fillers = [
    ...committed.map((c) => ({ unit: c.unit.id, skills: c.unit.skills, committed: true })),
    ...ranked
      .filter((w) => w.able)
      .map(({ candidate: { unit } }) => ({ unit: unit.id, skills: unit.skills, committed: false })),
  ];
  const { by, needs } = fill(asked.needs, fillers);
  // A unit that fills a need is never cut off the list.
  const shown = ranked.filter((w, i) => i < SHOWN || by.has(w.candidate.unit.id));
  const units = shown.map((w, i) => ({
    unit: w.candidate.unit.id,
    rank: i + 1,
    able: w.able,
    fills: by.get(w.candidate.unit.id) ?? null,
    distanceM: w.distanceM,
    etaMinutes: w.etaMinutes,
    reasons: reasonsOf(asked, w),
  }));
  return { units, needs };
}

/** Whether a unit can be given one more incident without override. */
export function isAble({
  status,
  load,
  onShift,
  unit,
}: Pick<Candidate, 'status' | 'load' | 'onShift' | 'unit'>): boolean {
  return onShift && load < unit.capacity && status !== 'resting' && status !== 'lost';
}

/** Metres between two places by the haversine formula. */
export function metresBetween([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const rad = Math.PI / 180;
  const [dLat, dLon] = [(latB - latA) * rad, (lonB - lonA) * rad];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Estimated minutes by road at the planning speed of the unit's type; never below one. */
export function etaMinutes(distanceM: number, speedKmh: number): number {
  return Math.max(1, Math.ceil((distanceM * DETOUR) / 1000 / (speedKmh / 60)));
}

/** Those that fit; all of them where none does. */
function fitting(asked: HelpCase, free: readonly Candidate[]): Weighed[] {
  const fit = free.flatMap((c) => {
    const kind = kindOf(asked, c.unit);
    return kind === null ? [] : [weigh(asked, c, kind)];
  });
  return fit.length > 0 ? fit : free.map((c) => weigh(asked, c, NEAREST));
}

function weigh(asked: HelpCase, candidate: Candidate, kind: number): Weighed {
  const { unit } = candidate;
  const from = candidate.position ?? unit.base;
  const distance = from === null || asked.at === null ? null : metresBetween(from, asked.at);
  return {
    candidate,
    able: isAble(candidate),
    kind,
    distanceM: distance === null ? null : Math.round(distance),
    etaMinutes: distance === null ? null : etaMinutes(distance, factsOf(unit.type).speedKmh),
  };
}

function kindOf(asked: HelpCase, unit: UnitRow): number | null {
  if (unit.id === asked.routed) return 0;
  if (asked.needs.some(({ skill }) => unit.skills.includes(skill))) return 1;
  return inField(asked, unit) ? 2 : null;
}

function inField({ field }: HelpCase, { fields }: UnitRow): boolean {
  return field !== null && (fields.includes(field) || fields.includes('*'));
}

function byRank(a: Weighed, b: Weighed): number {
  const share = ({ candidate: { load, unit } }: Weighed) => load / unit.capacity;
  return (
    Number(b.able) - Number(a.able) ||
    a.kind - b.kind ||
    (a.kind === NEAREST ? (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity) : 0) ||
    (a.etaMinutes ?? Infinity) - (b.etaMinutes ?? Infinity) || // Infinity - Infinity is NaN, which falls through like 0.
    share(a) - share(b) ||
    (a.candidate.unit.id < b.candidate.unit.id ? -1 : 1)
  );
}

function reasonsOf(asked: HelpCase, { candidate, distanceM, etaMinutes: eta, kind }: Weighed): RankReason[] {
  const { unit, status, load, onShift, positionMs } = candidate;
  const reasons: RankReason[] = [];
  const say = (code: RankReason['code'], value: number | null = null, of: number | null = null) =>
    reasons.push({ code, value, of });
  if (kind === 0) say('one-team');
  if (kind === NEAREST) say(asked.needs.length > 0 ? 'nobody-fits' : 'no-rule');
  const needed = asked.needs.findIndex(({ skill }) => unit.skills.includes(skill));
  if (needed >= 0) say('skill', needed);
  if (inField(asked, unit)) say('field');
  if (eta === null) say('no-position');
  else say('eta', eta, factsOf(unit.type).speedKmh);
  if (distanceM !== null && candidate.position === null) say('at-base');
  if (positionMs !== null) say('position-age', Math.max(0, Math.round((asked.nowMs - positionMs) / 1000)));
  say(load >= unit.capacity ? 'full' : 'load', load, unit.capacity);
  say(onShift ? 'on-shift' : 'off-shift');
  if (status === 'resting' || status === 'lost') say(status);
  say(unit.district === asked.district ? 'own-district' : 'other-district');
  return reasons;
}
