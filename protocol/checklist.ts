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

/** A version with who wrote it (null: built in). `retiredAt` stands with the newest version of a list that is offered no more. */
export const ChecklistRow = Checklist.extend({
  ...{ addedBy: z.string().nullable(), addedAt: z.string() },
  ...{ retiredBy: z.string().nullable(), retiredAt: z.string().nullable() },
});
export type ChecklistRow = z.infer<typeof ChecklistRow>;

/** Answer of `GET /api/v1/checklists`: every version, by list, the newest first. */
export const Checklists = z.object({ checklists: z.array(ChecklistRow) });
export type Checklists = z.infer<typeof Checklists>;

const Words = z.string().trim().min(1).max(200);

/** Body of `POST /api/v1/checklists`: the next version of a list, or the first of a new one. `version`: the newest that the sender saw, 0 for none. */
export const ChecklistInput = z.strictObject({
  ...{ id: ItemId, nameZh: Words, nameEn: Words, source: Words, version: z.int().min(0) },
  types: z.array(z.string().trim().min(1).max(60)).min(1).max(50),
  items: z
    .array(z.strictObject({ id: ItemId, kind: ChecklistItem.shape.kind, nameZh: Words, nameEn: Words }))
    .min(1)
    .max(40),
});
export type ChecklistInput = z.infer<typeof ChecklistInput>;

/** The checklist of one incident. `by`, `at`: who ticked it and when; null while it is open. */
export const IncidentChecklist = Checklist.pick({ id: true, version: true, nameZh: true, nameEn: true }).extend({
  items: z.array(ChecklistItem.extend({ by: z.string().nullable(), at: z.string().nullable() })),
});
export type IncidentChecklist = z.infer<typeof IncidentChecklist>;

/** Body of `POST /api/v1/incidents/{id}/ticks`. */
export const TickInput = z.strictObject({ item: ItemId, done: z.boolean() });
export type TickInput = z.infer<typeof TickInput>;
