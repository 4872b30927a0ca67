import type { LiveUnit } from '@protocol/live/units';
import { typedIn } from '@protocol/pinyin';
import { byStatus, ORDER } from '../../units/unit.rules.js';

/** What rows of the table stand together by. */
export const GROUPS = ['organisation', 'type', 'status', 'district'] as const;
export type GroupBy = (typeof GROUPS)[number];

/** Which units are shown; an empty value holds for all. `organisation` by its Chinese name, which names it. */
export interface UnitsFilter {
  organisation: string;
  type: string;
  status: string;
  district: string;
  /** Only those on shift. */
  onShift: boolean;
  q: string;
}

/** Units of one group in the order of the status clock. */
export interface UnitGroup {
  key: string;
  units: LiveUnit[];
}

/** The units that a filter lets through. Words are looked for in id, names and organisation, and as initials of the name. */
export function shownUnits(units: readonly LiveUnit[], filter: UnitsFilter): LiveUnit[] {
  const q = filter.q.trim().toLowerCase();
  return units.filter(
    (unit) =>
      (!filter.organisation || unit.organisationZh === filter.organisation) &&
      (!filter.type || unit.type === filter.type) &&
      (!filter.status || unit.status === filter.status) &&
      (!filter.district || unit.district === filter.district) &&
      (!filter.onShift || unit.onShift) &&
      (!q || says(unit, q)),
  );
}

/** Puts units into groups: statuses in the order of the clock, others by key. Together the groups hold every unit once. */
export function groupUnits(units: readonly LiveUnit[], by: GroupBy): UnitGroup[] {
  const groups = new Map<string, LiveUnit[]>();
  for (const unit of byStatus(units)) {
    const key = keyOf(unit, by);
    const known = groups.get(key);
    if (known) known.push(unit);
    else groups.set(key, [unit]);
  }
  const place = (key: string) => (by === 'status' ? ORDER.findIndex((status) => status === key) : 0);
  return [...groups]
    .map(([key, of]) => ({ key, units: of }))
    .sort((a, b) => place(a.key) - place(b.key) || a.key.localeCompare(b.key, 'zh'));
}

/** The row a step away from the chosen one in the order shown; the first or last one where none is chosen. */
export function stepFrom(ids: readonly string[], chosen: string | null, by: 1 | -1): string | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  if (at < 0) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}

function keyOf(unit: LiveUnit, by: GroupBy): string {
  return by === 'organisation' ? unit.organisationZh : unit[by];
}

function says(unit: LiveUnit, q: string): boolean {
  const texts = [unit.id, unit.nameZh, unit.nameEn, unit.organisationZh, unit.organisationEn, ...unit.on];
  return texts.some((text) => text.toLowerCase().includes(q)) || typedIn(unit.nameZh, q) !== null;
}
