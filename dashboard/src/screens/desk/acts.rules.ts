import { MoveInput } from '@protocol/incident-command';
import type { SideAct } from '@protocol/incident';
import type { Guard, MoveCommand, Outcome, Transition } from '@protocol/procedure';

/** What the desk can do with an incident: the moves of its procedure, and what stands beside them. */
export type ActId = MoveCommand | SideAct;

/** What a person must say before an act is done. `minutes`: how much more time; `verdict`: yes or no. */
export interface Needs {
  reason: boolean;
  until: boolean;
  outcomes: readonly Outcome[];
  minutes?: boolean;
  verdict?: boolean;
  /** One of the filing conditions has to hold. */
  condition?: boolean;
}

/** What a person has said. */
export interface Said {
  reason?: string;
  until?: string;
  outcome?: Outcome;
  condition?: string;
  minutes?: number;
  approved?: boolean;
}

/** A priority or an event level: 1 is the worst. */
export type Rank = 1 | 2 | 3 | 4;
/** What a grading changes; a level of null takes it away. */
export type Regrade = { priority?: Rank; level?: Rank | null };

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
  unmerge: 'M',
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
/** Moves a person makes here: those of the move command, and giving it out, merging and undoing it, which have their own. */
const BY_HAND: readonly MoveCommand[] = [...MoveInput.shape.command.options, 'dispatch', 'merge', 'unmerge'];
/** What stands beside the moves and is asked for in the same way; a grade and a note have words of their own, a unit its own button. */
const ASIDE: Readonly<Partial<Record<SideAct, { key: string; needs: Partial<Needs> }>>> = {
  supervise: { key: 'L', needs: { reason: true } },
  remind: { key: 'Q', needs: { reason: true } },
  extend: { key: 'T', needs: { reason: true, minutes: true } },
  decide: { key: 'T', needs: { verdict: true } },
};

/** The acts of an incident in the order of the bar: the one that leads on first. */
export function actsOf(
  can: readonly MoveCommand[],
  waysOf: (command: MoveCommand) => readonly Transition[],
  { hasConditions = false }: { hasConditions?: boolean } = {},
): Act[] {
  const signing = SIGNING.find((command) => can.includes(command));
  const main = FORWARD.find((command) => can.includes(command));
  const moves = can.filter((command) => BY_HAND.includes(command));
  const act = (id: MoveCommand): Act => ({
    id,
    key: id === signing ? 'S' : (KEY[id] ?? null),
    main: id === main,
    needs: { ...needsOf(waysOf(id)), ...(id === 'file' && hasConditions && { condition: true }) },
  });
  return [...moves.filter((id) => id === main), ...moves.filter((id) => id !== main)].map(act);
}

/** The acts beside the moves, in the order in which the service names them. */
export function asideOf(acts: readonly SideAct[]): Act[] {
  return acts.flatMap((id) => {
    const of = ASIDE[id];
    if (!of) return [];
    return [{ id, key: of.key, main: false, needs: { reason: false, until: false, outcomes: [], ...of.needs } }];
  });
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
export function isPlain({ reason, until, outcomes, minutes, verdict, condition }: Needs): boolean {
  return !reason && !until && outcomes.length === 0 && !minutes && !verdict && !condition;
}

/** Whether enough was said for an act. A refusal of more time has its reason, as every no has. */
export function isSaid(needs: Needs, said: Said): boolean {
  const reason = said.reason !== undefined || !(needs.reason || (needs.verdict && said.approved === false));
  const rest = [
    needs.outcomes.length === 0 || said.outcome,
    !needs.until || said.until,
    !needs.minutes || said.minutes,
    !needs.condition || said.condition,
  ];
  return reason && rest.every(Boolean) && (!needs.verdict || said.approved !== undefined);
}

/** Where a move leads: the state it ends in, null where that depends on what it came from. */
export function leadsTo(ways: readonly Pick<Transition, 'to'>[]): string | null {
  const to = ways[0]?.to;
  return to === undefined || to === 'back' ? null : to;
}
