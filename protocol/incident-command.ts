import { z } from 'zod';
import { EventLevel, PhotoKind } from './incident.js';
import { ObjectCode } from './object.js';
import { Priority } from './observation.js';
import { MoveCommand, Outcome } from './procedure.js';

const Text = z.string().trim().min(1).max(2000);
/** The version the sender saw. Another one by now: `incident/changed` (409) with the present state. Left out: whatever stands now. */
const Seen = { version: z.int().optional() };

/** `POST /incidents/{id}/moves`. `until`: when a hung incident is looked at again. `outcome` where the transition offers outcomes. `condition`: by
 * which filing condition something is filed, where its type has several. */
export const MoveInput = z.strictObject({
  ...Seen,
  command: MoveCommand.exclude(['dispatch', 'recall', 'merge', 'unmerge', 'permit']),
  reason: Text.optional(),
  outcome: Outcome.optional(),
  condition: z.string().min(1).max(60).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
export type MoveInput = z.infer<typeof MoveInput>;

/** `POST /incidents/{id}/extensions`: asks for more time, in minutes of the incident's own kind of time. */
export const ExtensionInput = z.strictObject({ ...Seen, minutes: z.int().min(1).max(525_600), reason: Text });
export type ExtensionInput = z.infer<typeof ExtensionInput>;

/** `POST /incidents/{id}/extensions/decision`. */
export const ExtensionDecision = z.strictObject({ ...Seen, approved: z.boolean(), reason: Text.optional() });
export type ExtensionDecision = z.infer<typeof ExtensionDecision>;

/** `POST /incidents/{id}/supervisions` 督办 and `/reminders` 催办. */
export const ReasonInput = z.strictObject({ ...Seen, reason: Text });
export type ReasonInput = z.infer<typeof ReasonInput>;

/** `POST /incidents/{id}/grades`: how fast and how bad; 升级 is a smaller number. */
export const GradeInput = z.strictObject({
  ...Seen,
  priority: Priority.optional(),
  level: EventLevel.nullable().optional(),
  reason: Text,
});
export type GradeInput = z.infer<typeof GradeInput>;

/** `POST /incidents/{id}/merges`: this one goes into `into` (id); undone by `POST /incidents/{id}/merges/undo`. */
export const MergeInput = z.strictObject({ ...Seen, into: z.uuid(), reason: Text.optional() });
export type MergeInput = z.infer<typeof MergeInput>;

/** `POST /incidents/{id}/merges/undo`. */
export const SeenInput = z.strictObject(Seen);

/** `POST /incidents/{id}/relations`: `parent` makes `to` its parent (null: none); `related` only points there. */
export const RelationInput = z.strictObject({ ...Seen, kind: z.enum(['parent', 'related']), to: z.uuid().nullable() });
export type RelationInput = z.infer<typeof RelationInput>;

/** `POST /incidents/{id}/object`: which object of the register it is about; null: none. */
export const ObjectOfInput = z.strictObject({ ...Seen, object: ObjectCode.nullable() });
export type ObjectOfInput = z.infer<typeof ObjectOfInput>;

/** `POST /incidents/{id}/comments`: a word of a leader is an instruction 批示. */
export const CommentInput = z.strictObject({ text: Text });
export type CommentInput = z.infer<typeof CommentInput>;

/** `POST /incidents/{id}/attachments`. */
export const AttachmentInput = z.strictObject({ file: z.uuid(), kind: PhotoKind });
export type AttachmentInput = z.infer<typeof AttachmentInput>;
