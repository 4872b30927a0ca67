import fc from 'fast-check';
import { z } from 'zod';

/** A field of a schema, however deep. */
export interface Field {
  path: string[];
  schema: z.ZodType;
}

/** Lists all fields of an object schema, those of objects inside it too. */
export function fieldsOf(schema: z.ZodObject, path: string[] = []): Field[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const here = [...path, name];
    const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
    return [{ path: here, schema: field }, ...(inner instanceof z.ZodObject ? fieldsOf(inner, here) : [])];
  });
}

/** Makes JSON values that a field refuses. */
export function wrongFor(schema: z.ZodType): fc.Arbitrary<unknown> {
  const any = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, '', ' ', [], {}, [[]], ['a'], { a: 1 }, 'x'.repeat(5000)),
  );
  return any.filter((value) => !schema.safeParse(value).success);
}
