import type { Entry } from '../../protocol/facts.js';
import type { LonLat } from '../../protocol/geo.js';
import type { LiveUnit } from '../../protocol/live/units.js';
import type { UnitStatus } from '../../protocol/unit.js';
import type { UnitRow } from '../city/city-rows.js';

/** What a unit does now, as the tables or the facts say it. */
export interface UnitNow {
  unit: string;
  status: UnitStatus;
  statusAt: string | null;
  at: LonLat | null;
  atTime: string | null;
  onShift: boolean;
}

/** What the tables hold when a process starts. */
export interface UnitsStart {
  units: readonly UnitNow[];
  assignments: readonly { id: string; unit: string; incident: string }[];
}

/** Units by what they say, and what they hold. Applying entries again, in order, changes nothing. */
export class UnitsProjection {
  private readonly units = new Map<string, UnitNow>();
  /** Open assignments of each unit, with their incidents. */
  private readonly held = new Map<string, Map<string, string>>();

  load({ units, assignments }: UnitsStart): void {
    for (const unit of units) this.units.set(unit.unit, unit);
    for (const { id, unit, incident } of assignments) this.holds(unit).set(id, incident);
  }

  apply({ fact }: Entry): void {
    if (fact.type === 'unit.changed') this.put(fact.unit, { status: fact.to, statusAt: fact.at });
    else if (fact.type === 'unit.located') this.put(fact.unit, { at: [fact.lon, fact.lat], atTime: fact.at });
    else if (fact.type === 'unit.shifted') this.put(fact.unit, { onShift: fact.onShift });
    else if (fact.type === 'dispatch.assigned') this.holds(fact.unit).set(fact.assignment, fact.incident);
    else if (fact.type === 'dispatch.handled' || fact.type === 'dispatch.returned')
      this.holds(fact.unit).delete(fact.assignment);
    else if (fact.type === 'dispatch.withdrawn' || fact.type === 'dispatch.undone')
      this.holds(fact.unit).delete(fact.assignment);
  }

  /** A unit as it is now; one that nothing was heard of stands by at its base. `noOf`: number of an incident that is open. */
  view(unit: UnitRow, noOf: (incident: string) => string | undefined): LiveUnit {
    const now = this.units.get(unit.id);
    const held = this.held.get(unit.id);
    const { id, nameZh, nameEn, type, organisationZh, organisationEn, district, base, capacity } = unit;
    return {
      ...{ id, nameZh, nameEn, type, organisationZh, organisationEn, district, base, capacity },
      ...{ skills: unit.skills, fields: unit.fields, crew: unit.crew },
      ...{ status: now?.status ?? 'standby', statusAt: now?.statusAt ?? null },
      ...{ at: now?.at ?? null, atTime: now?.atTime ?? null },
      load: held?.size ?? 0,
      on: [...(held?.values() ?? [])].flatMap((incident) => noOf(incident) ?? []).sort(),
      onShift: now?.onShift ?? unit.duty === 'always',
    };
  }

  private put(unit: string, change: Partial<UnitNow>): void {
    const known = this.units.get(unit);
    const fresh = { unit, status: 'standby', statusAt: null, at: null, atTime: null, onShift: true } as const;
    this.units.set(unit, { ...(known ?? fresh), ...change });
  }

  private holds(unit: string): Map<string, string> {
    const held = this.held.get(unit) ?? new Map<string, string>();
    this.held.set(unit, held);
    return held;
  }
}
