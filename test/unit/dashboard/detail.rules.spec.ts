import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { detailWords, withoutPointer } from '../../../dashboard/src/i18n/detail.rules.js';
import { words as en } from '../../../dashboard/src/i18n/words.en.js';
import { words as zh } from '../../../dashboard/src/i18n/words.zh.js';

const saidOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message ?? '';

describe('words for why an item was refused', () => {
  it.each([
    ['longest', '3', z.string().max(3), 'four'],
    ['shortest', '1', z.string().min(1), ''],
    ['most', '180', z.number().max(180), 181],
    ['least', '-180', z.number().min(-180), -181],
    ['time', '', z.iso.datetime({ offset: true }), 'yesterday'],
    ['type', 'string', z.string(), undefined],
    ['type', 'number', z.number(), 'x'],
    ['value', '', z.union([z.literal(1), z.literal(2)]), 3],
    ['value', '', z.enum(['a', 'b']), 'c'],
    ['unknown', '', z.strictObject({}), { a: 1 }],
  ])('%s %s is what the schema says', (key, n, schema, value) => {
    expect(detailWords(saidOf(schema, value))).toEqual({ key, n });
    for (const words of [zh, en]) expect(Object.keys(words.detail)).toContain(key);
    if (key === 'type') for (const words of [zh, en]) expect(Object.keys(words.kind)).toContain(n);
  });

  it('leave other sentences as they are, without the pointer', () => {
    expect(withoutPointer('/type: a type of another stream', '/type')).toBe('a type of another stream');
    expect(withoutPointer('the item: not valid', '')).toBe('not valid');
    expect(detailWords('a type of another stream')).toBeNull();
  });
});
