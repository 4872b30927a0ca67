import { UNITS_SHOWN, type LiveUnit, type LiveUnits } from '../../protocol/live/units.js';
import { UnitStatus } from '../../protocol/unit.js';
import type { UnitRow } from '../city/city-rows.js';
import type { CityState } from './city-state.projection.js';
import type { Times } from './times.rules.js';

/** Free: could be sent without taking it from anything. */
const FREE: readonly UnitStatus[] = ['standby', 'returning'];

/** Draws the state of `units`. `districts` null is the whole city; units of drills are never in it. */
export function liveUnitsOf(
  city: CityState,
  t: Times,
  { units, districts }: { units: readonly UnitRow[]; districts: readonly string[] | null },
): LiveUnits {
  const seen = units
    .filter((unit) => !unit.drill && (districts === null || districts.includes(unit.district)))
    .map((unit) => city.units.view(unit, (id) => city.incidents.noOf(id)));
  const count = (holds: (unit: LiveUnit) => boolean) => seen.filter(holds).length;
  const byStatus = Object.fromEntries(
    UnitStatus.options.map((status) => [status, count((unit) => unit.status === status)]),
  ) as Record<UnitStatus, number>;
  // Those that are out come first where not all can be shown; rows of a channel stand by their id (protocol/fold.ts).
  const shown = [...seen].sort((a, b) => Number(FREE.includes(a.status)) - Number(FREE.includes(b.status)));
  return {
    asOf: city.asOf(t),
    total: seen.length,
    free: count((unit) => unit.onShift && FREE.includes(unit.status) && unit.load < unit.capacity),
    onShift: count((unit) => unit.onShift),
    load: seen.reduce((sum, unit) => sum + unit.load, 0),
    byStatus,
    units: shown.slice(0, UNITS_SHOWN).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
