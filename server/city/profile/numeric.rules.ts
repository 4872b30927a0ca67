import { z } from 'zod';

/** Makes a schema whose numbers may be text, as they are in CSV. Codes that look like numbers stay text. */
export function numeric<T>(schema: z.ZodType<T>, keys: readonly string[]): z.ZodType<T> {
  return z.preprocess((input) => {
    if (typeof input !== 'object' || input === null) return input;
    const cells: Record<string, unknown> = { ...input };
    for (const key of keys) if (typeof cells[key] === 'string') cells[key] = Number(cells[key]);
    return cells;
  }, schema);
}
