import { NEXT } from '../../../protocol/unit-status.js';
import type { UnitStatus } from '../../../protocol/unit.js';

/** What happens to a unit with one of its assignments. `ended`: returned, withdrawn or undone. */
export type UnitEvent = 'assigned' | 'arrived' | 'handled' | 'ended';

/** Whether a unit may say that it goes from one status to the other. */
export function mayGo(from: UnitStatus, to: UnitStatus): boolean {
  return NEXT[from].includes(to);
}

/**
 * Status after something happened with an assignment; the same one where nothing changes. A unit that holds other incidents (`others`) goes
 * on with them: one more does not call it back from a scene, and one fewer does not send it home.
 */
export function statusAfter(event: UnitEvent, from: UnitStatus, others: number): UnitStatus {
  if (from === 'lost') return from;
  if (event === 'assigned') return mayGo(from, 'dispatched') ? 'dispatched' : from;
  if (event === 'arrived') return mayGo(from, 'on-scene') ? 'on-scene' : from;
  if (others > 0) return from;
  if (event === 'ended' && from === 'dispatched') return 'standby';
  return mayGo(from, 'returning') ? 'returning' : from;
}

/** City seconds without a word after which a unit is lost; null: nobody expects one. */
export type Patience = Readonly<Record<UnitStatus, number | null>>;

/** Whether a unit has been silent for too long. `heardMs`: last word of its own, or the change to its status when that came later. */
export function isSilent(status: UnitStatus, silentMs: number, patience: Patience): boolean {
  const limitS = patience[status];
  return limitS !== null && silentMs > limitS * 1000;
}
