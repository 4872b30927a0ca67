import { z } from 'zod';
import { Role } from './identity.js';

/** `instruction`: a leader's instruction (批示). `kpi`: the loop of a KPI in the red, 预警, 反馈, 督促, 考核. */
export const InstructionKind = z.enum(['instruction', 'kpi']);
export type InstructionKind = z.infer<typeof InstructionKind>;

/** Where one stands. Of the kind `kpi` these are 预警, 反馈, 督促, 考核. */
export const InstructionState = z.enum(['open', 'answered', 'returned', 'closed']);
export type InstructionState = z.infer<typeof InstructionState>;

/** What is done to one. `return` sends an answer back, of a KPI it urges (督促); `close` ends it, of a KPI with an assessment (考核). */
export const InstructionAct = z.enum(['answer', 'return', 'close']);
export type InstructionAct = z.infer<typeof InstructionAct>;

/** Who answers: one account by username, or whoever has a role. */
export const InstructionOwner = z.strictObject({ kind: z.enum(['account', 'role']), ref: z.string().min(1).max(60) });
export type InstructionOwner = z.infer<typeof InstructionOwner>;

/** What one is about. `ref`: the id of an incident or a signal, the code of a KPI. */
export const InstructionLink = z.strictObject({
  kind: z.enum(['incident', 'kpi', 'signal']),
  ref: z.string().min(1).max(60),
});
export type InstructionLink = z.infer<typeof InstructionLink>;

/** How a KPI's loop ended: the target is met, or it is not. */
export const Assessment = z.enum(['met', 'unmet']);
export type Assessment = z.infer<typeof Assessment>;

/** How far something is: so many done of so many. */
export const Progress = z
  .strictObject({ done: z.int().min(0).max(1_000_000), of: z.int().min(1).max(1_000_000) })
  .refine((p) => p.done <= p.of, { path: ['done'], message: 'not more than there are' });
export type Progress = z.infer<typeof Progress>;

/**
 * An instruction without words, as facts, channels and rows carry it. `dueAt`: until when an answer is asked for. `late`: answers that came after it.
 * `overdueSince`: since when nobody has answered in time; null once it is answered.
 */
export const InstructionCard = z.object({
  ...{ id: z.string(), kind: InstructionKind, state: InstructionState, version: z.int() },
  ...{ author: z.string(), owner: InstructionOwner, link: InstructionLink.nullable(), district: z.string() },
  ...{ givenAt: z.string(), dueAt: z.string(), closedAt: z.string().nullable() },
  ...{ answers: z.int(), returns: z.int(), late: z.int(), overdueSince: z.string().nullable() },
  progress: z.object({ done: z.int(), of: z.int() }).nullable(),
  assessment: Assessment.nullable(),
  isDrill: z.boolean(),
});
export type InstructionCard = z.infer<typeof InstructionCard>;

/** What somebody said to one. */
export const InstructionMessage = z.object({
  act: InstructionAct,
  by: z.string(),
  at: z.string(),
  text: z.string(),
});
export type InstructionMessage = z.infer<typeof InstructionMessage>;

/**
 * An instruction as its reader may see it: numbers of people in its words are masked. `linkName`: the number of the incident. `overdue`: nobody has
 * answered and its time is over. `can`: what the reader may do now.
 */
export const Instruction = InstructionCard.extend({
  text: z.string(),
  authorName: z.string(),
  ownerName: z.string().nullable(),
  linkName: z.string().nullable(),
  overdue: z.boolean(),
  messages: z.array(InstructionMessage),
  can: z.array(InstructionAct),
});
export type Instruction = z.infer<typeof Instruction>;

/** Answer of `GET /api/v1/instructions`: those that wait first, by their time; closed ones last, the newest first. */
export const Instructions = z.object({ items: z.array(Instruction), cursor: z.string().nullable() });
export type Instructions = z.infer<typeof Instructions>;

/** Answer of `GET /api/v1/instructions/owners`: who may be asked for an answer, and until when by default. */
export const InstructionOwners = z.object({
  accounts: z.array(z.object({ username: z.string(), name: z.string(), role: Role })),
  roles: z.array(Role),
  dueAt: z.string(),
});
export type InstructionOwners = z.infer<typeof InstructionOwners>;

const Text = z.string().trim().min(1).max(2000);
const Iso = z.iso.datetime({ offset: true });
/** The version the sender saw; another one by now is `instruction/changed` (409). */
const Seen = { version: z.int().optional() };

/** `POST /instructions`. The kind `kpi` begins the loop of its KPI. Without `dueAt`: the end of the third workday. */
export const InstructionInput = z
  .strictObject({
    kind: InstructionKind.default('instruction'),
    text: Text,
    owner: InstructionOwner,
    dueAt: Iso.optional(),
    link: InstructionLink.nullable().default(null),
  })
  .refine((i) => i.kind !== 'kpi' || i.link?.kind === 'kpi', {
    path: ['link'],
    message: 'the loop of a KPI names its KPI',
  });
export type InstructionInput = z.infer<typeof InstructionInput>;

/** `POST /instructions/{id}/answers`. */
export const AnswerInput = z.strictObject({ ...Seen, text: Text, progress: Progress.optional() });
export type AnswerInput = z.infer<typeof AnswerInput>;

/** `POST /instructions/{id}/returns`. Without `dueAt` the time stays; when it is over, the end of the third workday. */
export const ReturnInput = z.strictObject({ ...Seen, text: Text, dueAt: Iso.optional() });
export type ReturnInput = z.infer<typeof ReturnInput>;

/** `POST /instructions/{id}/closings`. A KPI's loop ends with its assessment. */
export const ClosingInput = z.strictObject({ ...Seen, text: Text.optional(), assessment: Assessment.optional() });
export type ClosingInput = z.infer<typeof ClosingInput>;
