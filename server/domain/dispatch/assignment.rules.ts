import type { AssignmentState } from '../../../protocol/dispatch.js';
import type { DispatchMoved } from '../../../protocol/facts/dispatch.js';
import type { UnitEvent } from './status.rules.js';

/** Commands on an assignment. `return`: the unit gives it back 退单; `withdraw`: the desk takes it back 收回; `undo`: it was a slip 撤销. */
export type AssignmentCommand = 'accept' | 'arrive' | 'handle' | 'return' | 'withdraw' | 'undo';

/** A command: from which states, to which, what it is for the unit, and whether the unit (or whoever acts for it) or the desk gives it. */
interface Way {
  from: readonly AssignmentState[];
  to: Exclude<AssignmentState, 'assigned'>;
  event: UnitEvent | null;
  by: 'unit' | 'desk';
}

/** States that count against a unit's capacity. */
export const OPEN: readonly AssignmentState[] = ['assigned', 'accepted', 'arrived'];

export const WAYS: Readonly<Record<AssignmentCommand, Way>> = {
  accept: { from: ['assigned'], to: 'accepted', event: null, by: 'unit' },
  arrive: { from: ['assigned', 'accepted'], to: 'arrived', event: 'arrived', by: 'unit' },
  handle: { from: ['accepted', 'arrived'], to: 'handled', event: 'handled', by: 'unit' },
  return: { from: ['assigned', 'accepted'], to: 'returned', event: 'ended', by: 'unit' },
  withdraw: { from: OPEN, to: 'withdrawn', event: 'ended', by: 'desk' },
  undo: { from: ['assigned'], to: 'undone', event: 'ended', by: 'desk' },
};

/** The fact of a state that an assignment came to. */
export const FACT_OF: Readonly<Record<Exclude<AssignmentState, 'assigned'>, DispatchMoved['type']>> = {
  accepted: 'dispatch.accepted',
  arrived: 'dispatch.arrived',
  handled: 'dispatch.handled',
  returned: 'dispatch.returned',
  withdrawn: 'dispatch.withdrawn',
  undone: 'dispatch.undone',
};

/** Why a command on an assignment is refused. */
export interface Stop {
  code: string;
  detail: string;
}

/** Refuses a command that does not fit the state, or an undo that comes too late. `ageMs`: real time since it was assigned. */
export function stopOf(
  command: AssignmentCommand,
  state: AssignmentState,
  { ageMs, undoMs }: { ageMs: number; undoMs: number },
): Stop | null {
  const { from } = WAYS[command];
  if (!from.includes(state)) {
    return {
      code: 'assignment/not-now',
      detail: `the assignment is ${state}; ${command} goes from ${from.join(', ')}`,
    };
  }
  if (command !== 'undo' || ageMs <= undoMs) return null;
  return {
    code: 'assignment/undo-too-late',
    detail: `undo goes within ${undoMs / 1000} s; withdraw it with a reason`,
  };
}

/** When an assignment can be undone until, and when its notice leaves, as real milliseconds after it was made. */
export interface NoticeTimes {
  undoMs: number;
  noticeMs: number;
}

/** An undo that is being written when the time runs out is still seen by the notice: it waits this much longer, ms. */
const NOTICE_GRACE_MS = 1000;

/** The most urgent leaves at once, and an undo sends a correction; others wait for the undo to be over. @source issue B: P1 leaves at once */
export function noticeTimes(priority: number, undoMs: number): NoticeTimes {
  return { undoMs, noticeMs: priority === 1 ? 0 : undoMs + NOTICE_GRACE_MS };
}
