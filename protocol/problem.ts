import { z } from 'zod';

/** One fault in a request. `pointer` is a JSON pointer (RFC 6901) into the body. */
export const Fault = z.object({ pointer: z.string(), code: z.string(), detail: z.string() });
export type Fault = z.infer<typeof Fault>;

/** RFC 9457 problem details. `code` is stable (`noun/what-went-wrong`); screens translate it. `present`: what is true now, with a conflict. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(Fault).optional(),
  errorId: z.string().optional(),
  present: z.unknown().optional(),
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
