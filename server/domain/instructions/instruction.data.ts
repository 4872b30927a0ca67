import type { InstructionAct, InstructionKind, InstructionState } from '../../../protocol/instruction.js';

type Ways = Readonly<Record<InstructionState, Readonly<Partial<Record<InstructionAct, InstructionState>>>>>;

/**
 * Where each act leads. An instruction is sent back only when there is an answer. A KPI's owner is urged (督促) whether he answered (反馈) or not,
 * again and again, until the loop is assessed (考核). @source handbook source-requirements 26: 预警监测、定期反馈、督促考核
 */
export const NEXT: Readonly<Record<InstructionKind, Ways>> = {
  instruction: {
    open: { answer: 'answered', close: 'closed' },
    answered: { answer: 'answered', return: 'returned', close: 'closed' },
    returned: { answer: 'answered', close: 'closed' },
    closed: {},
  },
  kpi: {
    open: { answer: 'answered', return: 'returned' },
    answered: { answer: 'answered', return: 'returned', close: 'closed' },
    returned: { answer: 'answered', return: 'returned', close: 'closed' },
    closed: {},
  },
};

/** An answer is asked for by the end of this many workdays. @source city-brain default; a leader names another time where it matters */
export const ANSWER_WORKDAYS = 3;
/** Hour of the city's day at which an office day ends. @source city-brain default */
export const OFFICE_ENDS_HOUR = 18;
