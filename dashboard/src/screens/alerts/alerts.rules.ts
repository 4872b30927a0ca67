import type { AlertAdvice, AlertRisk } from '@protocol/alert-risk';
import type { AlertDocument, AlertState } from '@protocol/alert';
import { ALERT_MOVES, type Alert, type AlertAct } from '@protocol/alert-command';
import type { AlertSentence } from '@protocol/alert-text';

/** A section of the paper, as comments name it. */
export interface Section {
  id: string;
  risk: AlertRisk | null;
  sentences: readonly AlertSentence[];
  advice: readonly AlertAdvice[];
}

/** Steps of an alert's way, in order. */
export const STEPS = ['draft', 'consultation', 'review', 'approved', 'published'] as const;

/** Acts that stand as buttons, in the order of the way; editing, commenting and answering stand where they act. */
const BUTTONS: readonly AlertAct[] = [
  ...(['compile', 'consult', 'submit', 'approve', 'publish'] as const),
  ...(['correct', 'return', 'take-back', 'discard', 'withdraw'] as const),
];

/** Sections of a document that have something to write. */
export function sectionsOf(d: AlertDocument): Section[] {
  return [
    { id: 'summary', risk: null, sentences: d.summary, advice: [] },
    { id: 'outlook', risk: null, sentences: d.outlook.sentences, advice: [] },
    ...d.risks.map((risk) => ({ id: `risk:${risk.id}`, risk, sentences: risk.sentences, advice: risk.advice })),
    { id: 'advice', risk: null, sentences: [], advice: d.advice },
    { id: 'inputs', risk: null, sentences: d.inputs.method, advice: [] },
  ];
}

/** Buttons of an alert: what its state allows at all; `refused` says why not this person, not now. */
export function buttonsOf({ state, can, refused }: Alert): { act: AlertAct; refused: string | null }[] {
  const known = BUTTONS.filter((act) => ALERT_MOVES[state][act] !== undefined);
  return known
    .filter((act) => can.includes(act) || refused[act] !== undefined)
    .map((act) => ({ act, refused: can.includes(act) ? null : (refused[act] ?? null) }));
}

/** How far an alert is: 0 for a draft. What was corrected or withdrawn had been published. */
export function stepOf(state: AlertState): number {
  const at = STEPS.findIndex((step) => step === state);
  return at < 0 ? STEPS.length - 1 : at;
}

/** Sentences of a section that do not agree with their figures. */
export function redIn(section: Section, faults: Alert['faults']): number {
  const red = new Set(faults.map(({ sentence }) => sentence));
  return section.sentences.filter(({ id }) => red.has(id)).length;
}
