import type { Need } from '../../../protocol/dispatch.js';
import type { Skill } from '../../../protocol/unit.js';
import type { NeedRow } from './needs.data.js';

/** What needs depend on. `level`: event level 1 (worst) to 4, null when none is set. `field`: the enforcement field of the type. */
export interface NeedCase {
  type: string;
  priority: number;
  level: number | null;
  field: string | null;
}

export interface Wanted {
  skill: Skill;
  wanted: number;
}

/** Units an incident needs, by skill, in the order of the table. What belongs to an enforcement field and is named nowhere needs its team. */
export function needsOf(asked: NeedCase, table: readonly NeedRow[]): Wanted[] {
  const best = new Map<Skill, NeedRow>();
  for (const row of table) {
    if (!asked.type.startsWith(row.types) || asked.priority > row.priority) continue;
    if (row.level !== undefined && (asked.level === null || asked.level > row.level)) continue;
    const known = best.get(row.skill);
    if (!known || outranks(row, known)) best.set(row.skill, row);
  }
  const needs = [...best.values()].map(({ skill, wanted }) => ({ skill, wanted }));
  return needs.length === 0 && asked.field !== null ? [{ skill: 'enforcement', wanted: 1 }] : needs;
}

/** A level beats a longer type: how bad it is says more than what exactly it is. */
function outranks(row: NeedRow, known: NeedRow): boolean {
  if ((row.level ?? 5) !== (known.level ?? 5) && row.wanted !== known.wanted) return row.wanted > known.wanted;
  if (row.types.length !== known.types.length) return row.types.length > known.types.length;
  return row.wanted > known.wanted;
}

/** A unit that could fill a need. `committed`: it is on the incident already. */
export interface Filler {
  unit: string;
  skills: readonly Skill[];
  committed: boolean;
}

/** Which unit fills which skill, and what is missing then. */
export interface Filled {
  by: ReadonlyMap<string, Skill>;
  needs: Need[];
}

/**
 * Gives units to needs: as many as possible, each unit to one need, and among all such choices the earliest of `fillers` (committed ones come first).
 * A unit with several skills is moved to another need when that lets one more in (augmenting paths).
 */
export function fill(wanted: readonly Wanted[], fillers: readonly Filler[]): Filled {
  const slots = wanted.flatMap(({ skill, wanted: n }) => Array.from({ length: n }, () => skill));
  const held: (Filler | null)[] = slots.map(() => null);
  const ordered = [...fillers].sort((a, b) => Number(b.committed) - Number(a.committed));
  for (const filler of ordered) {
    if (held.every((h) => h !== null)) break;
    seat(filler, slots, { held, tried: new Set() });
  }
  const by = new Map<string, Skill>();
  held.forEach((h, slot) => h && by.set(h.unit, slots[slot] as Skill));
  const count = (skill: Skill, committed: boolean) =>
    held.filter((h, slot) => slots[slot] === skill && h?.committed === committed).length;
  const needs = wanted.map(({ skill, wanted: n }) => {
    const [committed, offered] = [count(skill, true), count(skill, false)];
    return { skill, wanted: n, committed, offered, missing: n - committed - offered };
  });
  return { by, needs };
}

function seat(filler: Filler, slots: readonly Skill[], on: { held: (Filler | null)[]; tried: Set<number> }): boolean {
  for (const [slot, skill] of slots.entries()) {
    if (on.tried.has(slot) || !filler.skills.includes(skill)) continue;
    on.tried.add(slot);
    const before = on.held[slot] ?? null;
    if (before === null || seat(before, slots, on)) {
      on.held[slot] = filler;
      return true;
    }
  }
  return false;
}
