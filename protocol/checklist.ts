import { z } from 'zod';

const ItemId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** One thing to ask the caller, or to do. */
export const ChecklistItem = z.object({
  ...{ id: ItemId, kind: z.enum(['ask', 'do']), nameZh: z.string(), nameEn: z.string() },
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** What to ask and do about incidents of some types: `types` are beginnings of type codes, the longest that fits holds. Versioned: a change is a new one. */
export const Checklist = z.object({
  ...{ id: ItemId, version: z.int().positive(), nameZh: z.string(), nameEn: z.string(), source: z.string() },
  ...{ types: z.array(z.string()).min(1), items: z.array(ChecklistItem).min(1) },
});
export type Checklist = z.infer<typeof Checklist>;

/** The checklist of one incident. `by`, `at`: who ticked it and when; null while it is open. */
export const IncidentChecklist = Checklist.pick({ id: true, version: true, nameZh: true, nameEn: true }).extend({
  items: z.array(ChecklistItem.extend({ by: z.string().nullable(), at: z.string().nullable() })),
});
export type IncidentChecklist = z.infer<typeof IncidentChecklist>;

/** Body of `POST /api/v1/incidents/{id}/ticks`. */
export const TickInput = z.strictObject({ item: ItemId, done: z.boolean() });
export type TickInput = z.infer<typeof TickInput>;
