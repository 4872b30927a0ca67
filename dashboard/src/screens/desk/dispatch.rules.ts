import { UnitStanding, type RankedUnit, type Recommendation } from '@protocol/dispatch';
import { z } from 'zod';

/** Units that cannot take more, and how they stand. */
export interface Overriding {
  units: readonly string[];
  stands: readonly UnitStanding[];
}

const Present = z.object({ units: z.array(UnitStanding) });

/** Reads how units stand out of a conflict; none where it says nothing of them. */
export function standingsOf(present: unknown): UnitStanding[] {
  const read = Present.safeParse(present);
  return read.success ? read.data.units : [];
}

/** Units offered with a key of their own. */
export const OFFERED = 5;

/** The units that Enter sends: those that fill the needs, or where nothing is needed by name the best one that can go. Who fits nothing is chosen by hand only. */
export function proposed(recommendation: Recommendation | null): string[] {
  const fits = ({ reasons }: RankedUnit) => reasons.every(({ code }) => code !== 'nobody-fits');
  const able = recommendation?.units.filter((unit) => unit.able && fits(unit)) ?? [];
  const filling = able.filter((unit) => unit.fills !== null);
  return (filling.length > 0 ? filling : able.slice(0, 1)).map((unit) => unit.unit);
}

/** The units shown with keys: the proposed ones first, then by rank. */
export function offered(recommendation: Recommendation | null): RankedUnit[] {
  const first = new Set(proposed(recommendation));
  const ranked = [...(recommendation?.units ?? [])].sort((a, b) => a.rank - b.rank);
  return [...ranked.filter((u) => first.has(u.unit)), ...ranked.filter((u) => !first.has(u.unit))].slice(0, OFFERED);
}
