import { z } from 'zod';
import { QueueFilter } from '../../../protocol/incident.js';

const words = z
  .string()
  .max(8000)
  .transform((text) => text.split(',').filter(Boolean));
const several = <T>(of: z.ZodType<T>) => words.pipe(z.array(of).max(200) as unknown as z.ZodType<T[], string[]>);
const Word = z.string().max(120);

/** Query of `GET /api/v1/incidents`. Several values by comma. `from`, `to`: opened in [from, to). */
export const IncidentsQuery = z.strictObject({
  filter: z.union([QueueFilter, z.enum(['closed', 'all'])]).optional(),
  state: several(Word).optional(),
  district: several(Word).optional(),
  type: several(Word).optional(),
  priority: several(z.coerce.number().int().min(1).max(4)).optional(),
  procedure: several(Word).optional(),
  source: several(Word).optional(),
  id: several(z.uuid()).optional(),
  record: z.string().min(1).max(200).optional(),
  q: z.string().trim().min(1).max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  drill: z.enum(['1']).optional(),
  sort: z.enum(['pressing', '-openedAt']).default('pressing'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(600).optional(),
});
export type IncidentsQuery = z.infer<typeof IncidentsQuery>;

const Cursor = z.tuple([z.enum(['pressing', '-openedAt']), z.array(z.string().max(60)).min(2).max(3)]);

/** Writes the place after a page. */
export function toCursor(sort: IncidentsQuery['sort'], keys: readonly string[]): string {
  return btoa(JSON.stringify([sort, keys]));
}

/** Reads a cursor back; null for text that is none of ours, or of another order. */
export function fromCursor(cursor: string, sort: IncidentsQuery['sort']): string[] | null {
  try {
    const parsed = Cursor.safeParse(JSON.parse(atob(cursor)));
    return parsed.success && parsed.data[0] === sort ? parsed.data[1] : null;
  } catch {
    // Not base64, or not JSON: a cursor that was cut off or made up.
    return null;
  }
}
