import type { LiveUnit } from '@protocol/live/units';
import type { UnitStatus } from '@protocol/unit';

/** A mark for each status: filled at work, open waiting, a cross when nobody knows. */
export const MARK: Readonly<Record<UnitStatus, string>> = {
  'on-scene': '■',
  handling: '■',
  'en-route': '▸',
  dispatched: '▸',
  returning: '◂',
  standby: '○',
  resting: '–',
  lost: '✕',
};

/** How a unit stands, for its mark. */
export function standOf(unit: Pick<LiveUnit, 'status' | 'load' | 'capacity' | 'onShift'>): 'free' | 'busy' | 'lost' {
  if (unit.status === 'lost') return 'lost';
  const isFree = unit.onShift && unit.load < unit.capacity && ['standby', 'returning'].includes(unit.status);
  return isFree ? 'free' : 'busy';
}

/** The order of the list of units: those at work first, those nobody can reach next, then who waits, then who rests. */
export const ORDER: readonly UnitStatus[] = [
  'on-scene',
  'handling',
  'en-route',
  'dispatched',
  'lost',
  'returning',
  'standby',
  'resting',
];

/** Units in the order of the list; within a status the longest in it first. */
export function byStatus(units: readonly LiveUnit[]): LiveUnit[] {
  return [...units].sort(
    (a, b) =>
      ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
      (a.statusAt ?? '').localeCompare(b.statusAt ?? '') ||
      (a.id < b.id ? -1 : 1),
  );
}
