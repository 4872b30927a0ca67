import { Permission, type Reach } from '../../protocol/identity.js';
import { EXCLUSIVE, SHIFT_LEAD_ONLY } from './permissions.data.js';

export type Reaches = Readonly<Record<Permission, Reach>>;

/** Reach `none` for everything: what an account has until it replaced a one-time password. */
export const NOTHING: Reaches = fill({});

/** Completes a sparse row of the role table: what is not named reaches nothing. */
export function fill(given: Readonly<Partial<Record<Permission, Reach>>>): Reaches {
  return Object.fromEntries(Permission.options.map((p) => [p, given[p] ?? 'none'])) as Record<Permission, Reach>;
}

/** What an account holds of its role's reaches: some duties are a shift lead's only. */
export function heldBy(reaches: Reaches, { shiftLead }: { shiftLead: boolean }): Reaches {
  if (shiftLead) return reaches;
  return { ...reaches, ...Object.fromEntries(SHIFT_LEAD_ONLY.map((p) => [p, 'none'])) };
}

/** Names the pairs of duties that one role would wrongly hold together. */
export function conflicts(
  reaches: Readonly<Partial<Record<Permission, Reach>>>,
): (readonly [Permission, Permission])[] {
  const holds = (p: Permission) => (reaches[p] ?? 'none') !== 'none';
  return EXCLUSIVE.filter(([a, b]) => holds(a) && holds(b)).map(([a, b]) => [a, b] as const);
}
