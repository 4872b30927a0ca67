import { z } from 'zod';

/**
 * State of the channel `instructions`: how many are not closed, by where they stand, and how many nobody has answered by `overdueAt`. `changed`:
 * the seq of the newest fact about one; who shows a list reads it again when this moves.
 */
export const LiveInstructions = z.object({
  asOf: z.object({ seq: z.int(), at: z.string() }),
  overdueAt: z.string(),
  changed: z.int(),
  counts: z.object({ ...{ standing: z.int(), open: z.int(), answered: z.int(), returned: z.int() }, overdue: z.int() }),
});
export type LiveInstructions = z.infer<typeof LiveInstructions>;
