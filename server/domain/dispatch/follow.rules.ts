import type { AssignmentState } from '../../../protocol/dispatch.js';
import type { Lane, MoveCommand } from '../../../protocol/procedure.js';
import { WAYS, type AssignmentCommand } from './assignment.rules.js';

/** A move of an incident, where it stands after it (null: closed), and the states of its open assignments. */
export interface FollowCase {
  command: MoveCommand;
  lane: Lane | null;
  open: readonly AssignmentState[];
}

/** What moves of an incident mean for the one unit that is on it; with several nobody can say whose step it was. */
const ALONE: Partial<Record<MoveCommand, AssignmentCommand>> = { sign: 'accept', handle: 'arrive' };

/**
 * What its open assignments do after an incident moved; null: nothing. When the move came from an assignment it stands there already, so that nothing
 * is left to do.
 */
export function followedBy({ command, lane, open }: FollowCase): AssignmentCommand | null {
  if (open.length === 0) return null;
  if (command === 'return') return 'return';
  if (command === 'feedback' || command === 'close') return 'handle';
  if (lane === null || lane === 'review' || lane === 'dispatch') return 'withdraw';
  const next = ALONE[command];
  const [only] = open;
  if (next === undefined || open.length > 1 || only === undefined) return null;
  return WAYS[next].from.includes(only) ? next : null;
}
