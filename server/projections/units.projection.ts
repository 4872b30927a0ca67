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

/** An open assignment. `first`: its unit is the first contact. */
export interface Held {
  id: string;
  unit: string;
  incident: string;
  first: boolean;
}

/** What the tables hold when a process starts. */
export interface UnitsStart {
  units: readonly UnitNow[];
  assignments: readonly Held[];
}

/** Units by what they say, and what they hold. Applying entries again, in order, changes nothing. */
export class UnitsProjection {
  private readonly units = new Map<string, UnitNow>();
  /** Open assignments of each unit, and all of them in the order in which they were made. */
  private readonly held = new Map<string, Set<string>>();
  private readonly assignments = new Map<string, Held>();
  private readonly ofIncident = new Map<string, Set<string>>();

  load({ units, assignments }: UnitsStart): void {
    for (const unit of units) this.units.set(unit.unit, unit);
    for (const held of assignments) this.begin(held);
  }

  apply({ fact }: Entry): void {
    if (fact.type === 'unit.changed') this.put(fact.unit, { status: fact.to, statusAt: fact.at });
    else if (fact.type === 'unit.located') this.put(fact.unit, { at: [fact.lon, fact.lat], atTime: fact.at });
    else if (fact.type === 'unit.shifted') this.put(fact.unit, { onShift: fact.onShift });
    else if (fact.type === 'dispatch.assigned')
      this.begin({ id: fact.assignment, unit: fact.unit, incident: fact.incident, first: fact.first });
    else if (fact.type === 'dispatch.handled' || fact.type === 'dispatch.returned') this.end(fact.assignment);
    else if (fact.type === 'dispatch.withdrawn' || fact.type === 'dispatch.undone') this.end(fact.assignment);
  }

  /** A unit as it is now; one that nothing was heard of stands by at its base. `noOf`: number of an incident that is open. */
  view(unit: UnitRow, noOf: (incident: string) => string | undefined): LiveUnit {
    const now = this.units.get(unit.id);
    const held = [...(this.held.get(unit.id) ?? [])].flatMap((id) => this.assignments.get(id) ?? []);
    const { id, nameZh, nameEn, type, organisationZh, organisationEn, district, base, capacity } = unit;
    return {
      ...{ id, nameZh, nameEn, type, organisationZh, organisationEn, district, base, capacity },
      ...{ skills: unit.skills, fields: unit.fields, crew: unit.crew },
      ...{ status: now?.status ?? 'standby', statusAt: now?.statusAt ?? null },
      ...{ at: now?.at ?? null, atTime: now?.atTime ?? null },
      load: held.length,
      on: held.flatMap(({ incident }) => noOf(incident) ?? []).sort(),
      onShift: now?.onShift ?? unit.duty === 'always',
    };
  }

  /** The unit that answers for an incident: the first contact, else who was given it first; null while nobody has it. */
  responsible(incident: string): string | null {
    const all = [...(this.ofIncident.get(incident) ?? [])].flatMap((id) => this.assignments.get(id) ?? []);
    return (all.find((held) => held.first) ?? all[0])?.unit ?? null;
  }

  private begin(held: Held): void {
    setOf(this.held, held.unit).add(held.id);
    setOf(this.ofIncident, held.incident).add(held.id);
    this.assignments.set(held.id, held);
  }

  private end(id: string): void {
    const held = this.assignments.get(id);
    if (!held) return;
    this.assignments.delete(id);
    this.held.get(held.unit)?.delete(id);
    const left = this.ofIncident.get(held.incident);
    left?.delete(id);
    if (left?.size === 0) this.ofIncident.delete(held.incident);
  }

  private put(unit: string, change: Partial<UnitNow>): void {
    const known = this.units.get(unit);
    const fresh = { unit, status: 'standby', statusAt: null, at: null, atTime: null, onShift: true } as const;
    this.units.set(unit, { ...(known ?? fresh), ...change });
  }
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set();
  sets.set(key, found);
  return found;
}
