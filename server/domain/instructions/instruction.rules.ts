import type {
  InstructionAct,
  InstructionCard,
  InstructionKind,
  InstructionState,
} from '../../../protocol/instruction.js';
import type { Principal } from '../../platform/principal.js';
import { ANSWER_WORKDAYS, NEXT } from './instruction.data.js';

type Addressed = Pick<InstructionCard, 'owner'>;

/** Where an act leads from a state; undefined when the state does not take it. */
export function next(
  kind: InstructionKind,
  state: InstructionState,
  act: InstructionAct,
): InstructionState | undefined {
  return NEXT[kind][state][act];
}

/** Whether somebody is asked for an answer: by name, or by his role. */
export function isAskedOf({ owner }: Addressed, { username, role }: Pick<Principal, 'username' | 'role'>): boolean {
  return owner.kind === 'account' ? owner.ref === username : owner.ref === role;
}

/** What somebody may do to one as it stands: who is asked answers, who may write sends back and closes. */
export function actsOf(card: Pick<InstructionCard, 'kind' | 'state' | 'owner'>, who: Principal): InstructionAct[] {
  const acts = Object.keys(NEXT[card.kind][card.state]) as InstructionAct[];
  return acts.filter((act) =>
    act === 'answer' ? mayAnswer(card, who) : who.permissions['instructions.write'] !== 'none',
  );
}

/** Whether somebody may answer one at all. */
export function mayAnswer(card: Addressed, who: Principal): boolean {
  return who.permissions['instructions.answer'] !== 'none' && isAskedOf(card, who);
}

/** Whether an answer is asked for and its time is over. @param atMs city time */
export function isOverdue({ state, dueAt }: Pick<InstructionCard, 'state' | 'dueAt'>, atMs: number): boolean {
  return isAwaited(state) && Date.parse(dueAt) <= atMs;
}

/** Whether the next word is the owner's. */
export function isAwaited(state: InstructionState): boolean {
  return state === 'open' || state === 'returned';
}

/** The city day by whose end an answer is asked for, `YYYY-MM-DD`. @param isWorkday of a city day */
export function dueDay(from: string, isWorkday: (day: string) => boolean): string {
  let day = from;
  for (let left = ANSWER_WORKDAYS; left > 0;) {
    day = dayAfter(day);
    if (isWorkday(day)) left--;
  }
  return day;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
