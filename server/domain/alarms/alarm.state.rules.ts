import type { AlarmState } from '../../../protocol/alarm.js';

/**
 * What moves an alarm. `raise`, `clear`: its condition came, went; `acknowledge`: somebody recognised it; `reveal`: it is shown again after it
 * was shelved, suppressed or out of service.
 */
export type AlarmTurn = 'raise' | 'clear' | 'acknowledge' | 'reveal';

/** The states and what leads from each to which. Shown again, an alarm that stands is unacknowledged, one that has gone is over. @source handbook §8.1 */
export const NEXT: Record<AlarmState, Partial<Record<AlarmTurn, AlarmState>>> = {
  normal: { raise: 'unacknowledged', reveal: 'normal' },
  unacknowledged: { clear: 'returned', acknowledge: 'acknowledged', reveal: 'unacknowledged' },
  acknowledged: { clear: 'normal', reveal: 'unacknowledged' },
  returned: { raise: 'unacknowledged', acknowledge: 'normal', reveal: 'normal' },
};

/** The state after a turn; null when it changes nothing there. */
export function after(state: AlarmState, turn: AlarmTurn): AlarmState | null {
  return NEXT[state][turn] ?? null;
}
