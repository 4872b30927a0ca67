import { MoveInput } from '@protocol/incident-command';
import type { Guard, MoveCommand, Outcome, Transition } from '@protocol/procedure';

/** What the desk can do with an incident beside the moves of its procedure. */
export type ActId = MoveCommand | 'grade' | 'comment' | 'cameras' | 'print';

/** What a person must say before an act is done. */
export interface Needs {
  reason: boolean;
  until: boolean;
  outcomes: readonly Outcome[];
}

/** An act that the incident allows the reader now. `key`: its single key, null for those that have none. */
export interface Act {
  id: ActId;
  key: string | null;
  main: boolean;
  needs: Needs;
}

/** Keys of the moves. The signing ones share S: an incident offers one of them at a time that leads on. */
const KEY: Readonly<Partial<Record<MoveCommand, string>>> = {
  dispatch: 'D',
  handle: 'A',
  feedback: 'W',
  check: 'V',
  rework: 'R',
  close: 'C',
  return: 'B',
  reject: 'X',
  hang: 'H',
  resume: 'P',
  reopen: 'O',
  merge: 'M',
  penalise: 'Y',
};
/** The signing moves, the one that leads farthest first. */
const SIGNING: readonly MoveCommand[] = ['file', 'verify', 'accept', 'sign'];
/** What leads on, in the order in which one of them is the main act. */
const FORWARD: readonly MoveCommand[] = [
  ...SIGNING,
  'dispatch',
  'handle',
  'feedback',
  'check',
  'close',
  'resume',
  'reopen',
];
/** Moves a person makes here: those of the move command, and giving it out or merging it, which have their own. */
const BY_HAND: readonly MoveCommand[] = [...MoveInput.shape.command.options, 'dispatch', 'merge'];

/** The acts of an incident in the order of the bar: the one that leads on first. */
export function actsOf(can: readonly MoveCommand[], waysOf: (command: MoveCommand) => readonly Transition[]): Act[] {
  const signing = SIGNING.find((command) => can.includes(command));
  const main = FORWARD.find((command) => can.includes(command));
  const moves = can.filter((command) => BY_HAND.includes(command));
  const act = (id: MoveCommand): Act => ({
    id,
    key: id === signing ? 'S' : (KEY[id] ?? null),
    main: id === main,
    needs: needsOf(waysOf(id)),
  });
  return [...moves.filter((id) => id === main), ...moves.filter((id) => id !== main)].map(act);
}

/** What the ways of a command ask for. With several ways, the outcome tells which one is meant. */
export function needsOf(ways: readonly Pick<Transition, 'guards' | 'outcomes'>[]): Needs {
  const asks = (guard: Guard) => ways.some((way) => way.guards.includes(guard));
  return {
    reason: asks('reason'),
    until: asks('until'),
    outcomes: asks('outcome') ? [...new Set(ways.flatMap((way) => way.outcomes))] : [],
  };
}

/** Whether an act can be done at once, with one key. */
export function isPlain({ reason, until, outcomes }: Needs): boolean {
  return !reason && !until && outcomes.length === 0;
}

/** Where a move leads: the state it ends in, null where that depends on what it came from. */
export function leadsTo(ways: readonly Pick<Transition, 'to'>[]): string | null {
  const to = ways[0]?.to;
  return to === undefined || to === 'back' ? null : to;
}
