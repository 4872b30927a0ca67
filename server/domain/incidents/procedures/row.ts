import type { Permission } from '../../../../protocol/identity.js';
import type {
  Guard,
  LevelRule,
  Limit,
  MoveCommand,
  Outcome,
  ProcedureState,
  Transition,
} from '../../../../protocol/procedure.js';

/** Id, names, lane, step, and the step's limit; a final state has no lane. */
export function state(
  [id, nameZh, nameEn]: readonly [string, string, string],
  at: { lane: ProcedureState['lane']; step?: string; limit?: Limit },
): ProcedureState {
  const clock = at.lane === null ? 'stopped' : at.lane === 'hung' ? 'paused' : 'runs';
  return { id, nameZh, nameEn, lane: at.lane, step: at.step ?? null, clock, limit: at.limit ?? null };
}

/** Command and its names, the states it leads from and to, and who may under which guards. */
export function way(
  [command, nameZh, nameEn]: readonly [MoveCommand, string, string],
  [from, to]: readonly [readonly string[], string],
  by: {
    may: readonly Permission[];
    byLevel?: readonly LevelRule[];
    guards?: readonly Guard[];
    outcomes?: readonly Outcome[];
  },
): Transition {
  const outcomes = [...(by.outcomes ?? [])];
  const guards = [...(by.guards ?? []), ...(outcomes.length > 0 ? (['outcome'] as const) : [])];
  const whose = { permissions: [...by.may], byLevel: [...(by.byLevel ?? [])] };
  return { command, nameZh, nameEn, from: [...from], to, ...whose, guards, outcomes };
}

export const REVIEW = ['incidents.review'] as const;
export const DISPATCH = ['incidents.dispatch'] as const;
/** Those it was given to, and the desk that hears of it by phone. */
export const ACT = ['incidents.act', 'incidents.dispatch'] as const;
export const APPROVE = ['incidents.approve'] as const;

export const calendar = (minutes: number): Limit => ({ minutes, time: 'calendar' });
export const working = (minutes: number): Limit => ({ minutes, time: 'working' });

/** The ways every procedure has beside its own: hang and resume, void, merge and undo it, return, recall by the desk, and reopen (to be judged anew). `ends`: final states of its own. */
export function commonWays(of: {
  open: readonly string[];
  given: readonly string[];
  toDispatch: string;
  reopenTo: string;
  ends?: readonly string[];
}): Transition[] {
  return [
    way(['return', '退单', 'Return'], [of.given, of.toDispatch], { may: ACT, guards: ['reason'] }),
    way(['recall', '撤回', 'Recall'], [of.given, of.toDispatch], { may: DISPATCH }),
    way(['hang', '挂账', 'Put on hold'], [of.open, 'hung'], { may: APPROVE, guards: ['reason', 'until'] }),
    way(['resume', '恢复', 'Resume'], [['hung'], 'back'], { may: DISPATCH }),
    way(['void', '作废', 'Void'], [[...of.open, 'hung'], 'voided'], { may: APPROVE, guards: ['reason'] }),
    way(['merge', '合并', 'Merge'], [of.open, 'merged'], { may: DISPATCH }),
    way(['unmerge', '撤销合并', 'Undo the merge'], [['merged'], 'back'], { may: DISPATCH }),
    way(['reopen', '重开', 'Reopen'], [['closed', 'voided', ...(of.ends ?? [])], of.reopenTo], {
      may: DISPATCH,
      guards: ['reason'],
    }),
  ];
}

/** The side states every procedure has. */
export const SIDE_STATES: readonly ProcedureState[] = [
  state(['hung', '挂账', 'On hold'], { lane: 'hung' }),
  state(['voided', '已作废', 'Voided'], { lane: null }),
  state(['merged', '已并入', 'Merged'], { lane: null }),
];
