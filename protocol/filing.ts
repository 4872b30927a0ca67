import { z } from 'zod';
import { LimitUnit } from './clocks.js';

/**
 * A filing condition (立案条件): what must hold before an incident of a type is filed; its own time limit goes by it. `id` names it within its
 * type and in the table of time limits (`condition`). Days are inclusive.
 */
export const FilingCondition = z.object({
  ...{ type: z.string(), id: z.string(), nameZh: z.string(), nameEn: z.string() },
  ...{ validFrom: z.string().nullable(), validTo: z.string().nullable(), source: z.string() },
});
export type FilingCondition = z.infer<typeof FilingCondition>;

/** A condition with who added it and who ended it; null: built in, nobody. */
export const FilingConditionRow = FilingCondition.extend({
  ...{ addedBy: z.string().nullable(), addedAt: z.string().nullable() },
  ...{ endedBy: z.string().nullable(), endedAt: z.string().nullable() },
});
export type FilingConditionRow = z.infer<typeof FilingConditionRow>;

export const FilingConditions = z.object({ conditions: z.array(FilingConditionRow) });
export type FilingConditions = z.infer<typeof FilingConditions>;

/** A condition as whoever files sees it, with the limit it brings: so much of a unit by a service calendar; null where the procedure's holds. */
export const FilingChoice = FilingCondition.pick({ id: true, nameZh: true, nameEn: true }).extend({
  limit: z.object({ amount: z.number(), unit: LimitUnit, calendar: z.string() }).nullable(),
});
export type FilingChoice = z.infer<typeof FilingChoice>;

/** By which condition an incident was filed, and those it can be filed by; a type without any is filed as it is. */
export const Filing = z.object({ condition: z.string().nullable(), choices: z.array(FilingChoice) });
export type Filing = z.infer<typeof Filing>;

/**
 * Body of `POST /api/v1/filing-conditions`: a condition that begins on a day ahead. `replaces`: the one of the same type that ends the day before; what
 * was filed by it stays.
 */
export const FilingConditionInput = z.strictObject({
  type: z.string().trim().min(1).max(60),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'small letters, digits, dot, dash, underscore'),
  nameZh: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().min(1).max(200),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable().default(null),
  source: z.string().trim().min(1).max(200),
  replaces: z.string().max(60).nullable().default(null),
});
export type FilingConditionInput = z.infer<typeof FilingConditionInput>;
