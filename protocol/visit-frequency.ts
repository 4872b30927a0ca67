import { z } from 'zod';

/** Which scale a frequency is for: 红黄绿 of objects, 红橙黄蓝 of risk points. They share words of colour and nothing else. */
export const VisitScale = z.enum(['object', 'risk-point']);
export type VisitScale = z.infer<typeof VisitScale>;

/**
 * How often something of a grade is visited: at least once in `everyDays` days. `days`: `every` day may be a day of a visit, or `workday`s only, and then what
 * falls on a rest day is done before it. `source`: whose number it is.
 */
export const VisitFrequency = z.object({
  scale: VisitScale,
  grade: z.enum(['red', 'orange', 'yellow', 'green', 'blue']),
  everyDays: z.int().min(1).max(1100),
  days: z.enum(['every', 'workday']),
  source: z.string().trim().min(1).max(300),
});
export type VisitFrequency = z.infer<typeof VisitFrequency>;

/** `GET` and `PUT /api/v1/visit-frequencies`: the whole table, each grade of both scales once. */
export const VisitFrequencies = z.strictObject({ frequencies: z.array(VisitFrequency).length(7) });
export type VisitFrequencies = z.infer<typeof VisitFrequencies>;
