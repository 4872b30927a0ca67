import type { Instruction } from '@protocol/instruction';
import { dayOf } from '../time/city-time.js';

type Timed = Pick<Instruction, 'state' | 'dueAt'>;

/** How an instruction stands to its time: `overdue` by so many hours or days, `today` due, `ahead`, or `none` when no answer is asked for. */
export function pressureOf(
  { state, dueAt }: Timed,
  nowMs: number,
  zone: string,
): 'overdue' | 'today' | 'ahead' | 'none' {
  if (state === 'answered' || state === 'closed') return 'none';
  if (Date.parse(dueAt) <= nowMs) return 'overdue';
  return dayOf(dueAt, zone) === dayOf(nowMs, zone) ? 'today' : 'ahead';
}

/** The tone of that: the colours of severity, for overdue ones and those due today. */
export const TONE_OF = { overdue: 'p1', today: 'p2', ahead: 'plain', none: 'plain' } as const;

/** The newest word of the owner; undefined before the first. */
export function lastAnswer({ messages }: Pick<Instruction, 'messages'>): Instruction['messages'][number] | undefined {
  return messages.findLast((message) => message.act === 'answer');
}
