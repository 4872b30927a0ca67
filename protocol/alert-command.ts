import { z } from 'zod';
import { AlertDocument, AlertId, AlertState, PublishedAlert } from './alert.js';
import { AlertDepartment, AlertMonth, BothTexts } from './alert-risk.js';
import { SentenceFault } from './alert-text.js';

const Text = z.string().trim().min(1).max(1000);
const Words = z.strictObject({ zh: Text, en: Text });

/** What can be asked of the working version of an alert, by who may. */
export const AlertAct = z.enum([
  ...(['compile', 'edit', 'consult', 'answer', 'submit', 'take-back'] as const),
  ...(['comment', 'return', 'approve', 'publish', 'correct', 'discard', 'withdraw'] as const),
]);
export type AlertAct = z.infer<typeof AlertAct>;

/**
 * Where each act leads; an act that is not listed for a state is refused there. Edits and comments stay where they are. `correct` opens the next
 * version, which is a draft; the one it corrects holds until that is published, and is `corrected` then. `discard` drops such a draft.
 */
export const ALERT_MOVES: Readonly<Record<AlertState, Readonly<Partial<Record<AlertAct, AlertState>>>>> = {
  draft: { compile: 'draft', edit: 'draft', consult: 'consultation', discard: 'published' },
  consultation: {
    ...{ edit: 'consultation', comment: 'consultation', answer: 'consultation' },
    ...{ submit: 'review', 'take-back': 'draft' },
  },
  review: { approve: 'approved', return: 'draft', 'take-back': 'draft' },
  approved: { publish: 'published', return: 'draft' },
  published: { correct: 'draft', withdraw: 'withdrawn' },
  corrected: {},
  withdrawn: {},
};

/** A part of the document that comments stand at: `summary`, `outlook`, `map`, `advice`, `checked`, `inputs`, or `risk:<id>`. */
export const AlertSection = z.string().regex(/^(summary|outlook|map|advice|checked|inputs|risk:[a-z0-9-]{1,40})$/);

/** What a department says of a section. An `objection` has to be answered before the alert is submitted. Text is masked for phones. */
export const AlertComment = z.object({
  ...{ id: z.string(), section: AlertSection, department: z.string(), verdict: z.enum(['agree', 'objection']) },
  ...{ text: z.string().nullable(), by: z.string(), at: z.string() },
  answer: z
    .object({ ...{ outcome: z.enum(['adopted', 'declined']), text: z.string(), by: z.string(), at: z.string() } })
    .nullable(),
});
export type AlertComment = z.infer<typeof AlertComment>;

/** One department of a consultation: whether it has said anything, and how often it was reminded. */
export const AlertConsulted = AlertDepartment.extend({
  ...{ answered: z.boolean(), answeredAt: z.string().nullable(), reminders: z.int() },
});
export type AlertConsulted = z.infer<typeof AlertConsulted>;

/** One line of the log, which only grows. `note`: a reason. */
export const AlertLogLine = z.object({
  ...{ at: z.string(), by: z.string().nullable(), action: z.string(), version: z.int(), note: z.string().nullable() },
});
export type AlertLogLine = z.infer<typeof AlertLogLine>;

/** One thing that must hold before the alert is submitted, approved and published. `count`: how many do not. */
export const AlertGate = z.object({
  id: z.enum(['sentences', 'objections', 'consultation', 'phones']),
  ...{ passed: z.boolean(), count: z.int() },
});
export type AlertGate = z.infer<typeof AlertGate>;

/** An alert without its contents. `revision` counts changes of the working version: what changes it says which one it saw. */
export const AlertHead = z.object({
  ...{ id: AlertId, no: z.string(), month: z.string(), title: BothTexts },
  ...{ version: z.int(), state: AlertState, revision: z.int(), compiledAt: z.string() },
  ...{ deadline: z.string().nullable(), publishedAt: z.string().nullable(), published: z.int().nullable() },
});
export type AlertHead = z.infer<typeof AlertHead>;

/** `GET /api/v1/alerts/{id}`: the newest version with its work. `authors` may not approve it. `can`: what the asker may do now; `refused`: why not the rest. */
export const Alert = AlertHead.extend({
  document: AlertDocument,
  faults: z.array(SentenceFault),
  gates: z.array(AlertGate),
  ...{ comments: z.array(AlertComment), departments: z.array(AlertConsulted), log: z.array(AlertLogLine) },
  ...{ authors: z.array(z.string()), submittedBy: z.string().nullable(), approvedBy: z.string().nullable() },
  versions: PublishedAlert.shape.versions,
  can: z.array(AlertAct),
  refused: z.partialRecord(AlertAct, z.string()),
});
export type Alert = z.infer<typeof Alert>;

/** `GET /api/v1/alerts`, the newest first. `next`: when the next draft is compiled. */
export const Alerts = z.object({ alerts: z.array(AlertHead), next: z.object({ at: z.string(), month: z.string() }) });
export type Alerts = z.infer<typeof Alerts>;

/** `POST /api/v1/alerts`: compiles the draft of a month by hand (default: the next one). */
export const AlertCompileInput = z.strictObject({
  month: AlertMonth.optional(),
});

/** What changes an alert says which revision it saw. */
export const AlertSeen = z.strictObject({ revision: z.int().min(1) });
export type AlertSeen = z.infer<typeof AlertSeen>;

/** `PUT .../sentences/{sentence}`: other words; `regenerate` writes a generated one from its figures again. */
export const AlertSentenceInput = AlertSeen.extend({
  text: Words.optional(),
  regenerate: z.literal(true).optional(),
}).refine((i) => (i.text === undefined) !== (i.regenerate === undefined), {
  path: ['text'],
  message: 'give text or regenerate',
});
export type AlertSentenceInput = z.infer<typeof AlertSentenceInput>;

/** `POST .../sentences`: a sentence of one's own at the end of a section (`summary`, `outlook`, `risk:<id>`), with the figures it must hold. */
export const AlertSentenceAdd = AlertSeen.extend({
  ...{ section: AlertSection, text: Words, figures: z.array(z.string().max(80)).max(20).default([]) },
});
export type AlertSentenceAdd = z.infer<typeof AlertSentenceAdd>;

/** `PUT .../figures/{figure}`: wording of a figure by hand with the reason, or null for the computed one. Its sentences turn red until they agree. */
export const AlertFigureInput = AlertSeen.extend({
  written: z
    .strictObject({ zh: z.string().trim().min(1).max(40), en: z.string().trim().min(1).max(60), why: Text })
    .nullable(),
});
export type AlertFigureInput = z.infer<typeof AlertFigureInput>;

/** `PUT .../advice`: all advice of a risk (`risk`) or of the whole alert (null), in order. */
export const AlertAdviceInput = AlertSeen.extend({
  risk: z.string().max(40).nullable(),
  advice: z
    .array(
      z.strictObject({ to: z.enum(['citizens', 'units']), zh: Text, en: Text, text: z.string().max(60).optional() }),
    )
    .max(20),
});
export type AlertAdviceInput = z.infer<typeof AlertAdviceInput>;

/** `POST .../consultation`: asks the departments until `deadline` (RFC 3339); default by the settings. */
export const AlertConsultInput = AlertSeen.extend({
  deadline: z.iso.datetime({ offset: true }).optional(),
  departments: z.array(z.string().max(40)).min(1).max(30).optional(),
});
export type AlertConsultInput = z.infer<typeof AlertConsultInput>;

/** `POST .../comments`: a department on a section. It needs no revision: two departments may speak at once. */
export const AlertCommentInput = z
  .strictObject({
    ...{ section: AlertSection, department: z.string().max(40), verdict: z.enum(['agree', 'objection']) },
    text: Text.nullable().default(null),
  })
  .refine((c) => c.verdict === 'agree' || c.text !== null, { path: ['text'], message: 'an objection says what it is' });
export type AlertCommentInput = z.infer<typeof AlertCommentInput>;

/** `POST .../comments/{comment}/answer`. */
export const AlertAnswerInput = z.strictObject({ outcome: z.enum(['adopted', 'declined']), text: Text });
export type AlertAnswerInput = z.infer<typeof AlertAnswerInput>;

/** `POST .../return` and `.../take-back`: with the reason. */
export const AlertReasonInput = AlertSeen.extend({ reason: Text });
export type AlertReasonInput = z.infer<typeof AlertReasonInput>;

/** `POST .../correct` and `.../withdraw`: the public reads the reason in both languages. */
export const AlertPublicReasonInput = AlertSeen.extend({ reason: Words });
export type AlertPublicReasonInput = z.infer<typeof AlertPublicReasonInput>;
