import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { ObjectInput } from '../../../protocol/object.js';
import { OBJECT_LINE } from '../../../server/city/registers/lines.rules.js';
import { registerLines } from '../../../server/domain/objects/register-csv.rules.js';
import { shopsOf } from '../../../simulator/shops.js';

const PROFILE = fileURLToPath(new URL('../../../simulator/lanchuan', import.meta.url));

it('the demo city registers sixty shops that the register takes, the same each time', () => {
  const csv = shopsOf(PROFILE, 20_261);
  const { lines, rejected } = registerLines(csv, { schema: ObjectInput, shape: OBJECT_LINE });
  expect(rejected).toEqual([]);
  expect(lines).toHaveLength(60);
  expect(lines.every(({ input }) => input.contact?.phone.startsWith('1390000') && input.location !== null)).toBe(true);
  expect(new Set(lines.map(({ input }) => input.category)).size).toBeGreaterThan(2);
  expect(shopsOf(PROFILE, 20_261)).toBe(csv);
});
