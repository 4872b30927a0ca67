import type { MoveCommand, Outcome, Procedure, ProcedureState, Transition } from '../../../protocol/procedure.js';
import { guarded, refuse, type Asked, type GuardContext, type Refusal } from './guards.rules.js';
import { BACK, REVIEWING, stateOf, wayFrom } from './procedure.rules.js';

/** So many returns, and the incident is supervised. @source issue: bounced 3 times raises 督办 */
export const BOUNCES_TO_SUPERVISE = 3;

/** How an incident ends that is asked for no outcome. */
const OUTCOME_OF: Partial<Record<MoveCommand, Outcome>> = {
  ...{ close: 'solved', void: 'invalid', reject: 'unfounded', permit: 'permitted', merge: 'duplicate' },
};

/** Where an incident stands, as far as a move needs it. */
export interface Standing {
  state: string;
  backTo: string | null;
  reviewed: boolean;
  supervised: boolean;
  bounces: number;
  reworks: number;
  hasDue: boolean;
}

/** What a move makes of an incident. */
export interface Decision {
  to: ProcedureState;
  backTo: string | null;
  outcome: Outcome | null;
  reviewed: boolean;
  supervised: boolean;
  bounces: number;
  reworks: number;
  /** `restart`: the whole clock begins anew, without the pauses and the added time of before. */
  whole: 'start' | 'restart' | 'keep';
  step: 'start' | 'keep';
  pause: 'begin' | 'end' | 'none';
}

/** Decides whether a command moves an incident, and what becomes of it. */
export function decide(
  procedure: Procedure,
  standing: Standing,
  { asked, context }: { asked: Asked; context: GuardContext },
): Decision | Refusal {
  const transition = wayFrom(procedure, standing.state, asked.command);
  if (!transition) return impossible(procedure, standing.state, asked.command);
  const refusal = guarded(transition, asked, context);
  if (refusal) return refusal;
  const to = stateOf(procedure, targetOf(transition, standing));
  const bounces = standing.bounces + (asked.command === 'return' ? 1 : 0);
  return {
    to,
    backTo: to.lane === 'hung' || asked.command === 'merge' ? standing.state : null,
    outcome: to.lane === null ? endOf(transition, asked) : null,
    reviewed: asked.command === 'reopen' ? false : standing.reviewed || REVIEWING.has(asked.command),
    supervised: standing.supervised || bounces >= BOUNCES_TO_SUPERVISE,
    bounces,
    reworks: standing.reworks + (asked.command === 'rework' ? 1 : 0),
    ...clockOf(procedure, standing, { to, command: asked.command }),
  };
}

/** Tells a refusal from a decision. */
export function isRefusal(answer: Decision | Refusal): answer is Refusal {
  return 'code' in answer;
}

/** A command that no way leads from here for: what is true, and what can be done instead. */
function impossible(procedure: Procedure, state: string, command: MoveCommand): Refusal {
  const ways = procedure.transitions.filter((t) => t.from.includes(state)).map((t) => t.command);
  const instead = ways.length > 0 ? `from there: ${[...new Set(ways)].join(', ')}` : 'nothing leads out of it';
  return refuse(409, 'not-now', `${command} is not possible in state ${state}; ${instead}`);
}

/** The outcome asked for counts only where the way offers outcomes. */
function endOf({ outcomes, command }: Transition, asked: Asked): Outcome {
  return (outcomes.length > 0 ? asked.outcome : OUTCOME_OF[command]) ?? 'solved';
}

function targetOf(transition: Transition, standing: Standing): string {
  if (transition.to !== BACK) return transition.to;
  if (standing.backTo === null) throw new Error(`${transition.command}: the state to go back to was not kept`);
  return standing.backTo;
}

function clockOf(
  procedure: Procedure,
  standing: Standing,
  { to, command }: { to: ProcedureState; command: MoveCommand },
): Pick<Decision, 'whole' | 'step' | 'pause'> {
  if (to.lane === 'hung') return { whole: 'keep', step: 'keep', pause: 'begin' };
  if (command === 'resume') return { whole: 'keep', step: 'keep', pause: 'end' };
  if (to.lane === null) return { whole: 'keep', step: 'keep', pause: 'end' };
  if (command === 'unmerge') return { whole: 'keep', step: 'keep', pause: 'none' };
  if (command === 'reopen') return { whole: 'restart', step: 'start', pause: 'none' };
  const starts = !standing.hasDue && procedure.clockFrom === 'filed' && to.lane !== 'review';
  return { whole: starts ? 'start' : 'keep', step: 'start', pause: 'none' };
}
