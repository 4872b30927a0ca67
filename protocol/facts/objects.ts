import { z } from 'zod';
import { GradeReason, ObjectGrade } from '../object.js';

/** An object of the register changed its grade; the subject is its code. */
export const ObjectGraded = z.object({
  type: z.literal('object.graded'),
  object: z.string(),
  district: z.string(),
  from: ObjectGrade,
  to: ObjectGrade,
  reason: GradeReason,
});
export type ObjectGraded = z.infer<typeof ObjectGraded>;
