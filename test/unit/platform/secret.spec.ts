import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../../server/platform/secret.js';

describe('sealing', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];

  it('opens to what was sealed, and never looks the same twice', () => {
    const secret = new Secret([first]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const plain = Buffer.from(bytes);
        const sealed = secret.seal(plain);
        expect(secret.open(sealed)).toEqual(plain);
        expect(secret.seal(plain)).not.toEqual(sealed);
      }),
    );
    expect(secret.open(secret.seal('王先生 13812345678')).toString()).toBe('王先生 13812345678');
  });

  it('uses no nonce twice', () => {
    const secret = new Secret([first]);
    const nonces = new Set(Array.from({ length: 5000 }, () => secret.seal('x').subarray(4, 16).toString('hex')));
    expect(nonces.size).toBe(5000);
  });

  it('a changed byte anywhere is noticed', () => {
    const secret = new Secret([first]);
    const sealed = secret.seal('personal data');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => secret.open(changed)).toThrow();
    }
  });

  it('after a rotation the old key opens, the new one seals, and blind indexes stay', () => {
    const before = new Secret([first]);
    const after = new Secret([second, first]);
    expect(after.open(before.seal('x')).toString()).toBe('x');
    expect(() => before.open(after.seal('x'))).toThrow(/key [0-9a-f]{8}/);
    expect(after.blindIndex('13812345678')).toEqual(before.blindIndex('13812345678'));
    expect(new Secret([second]).blindIndex('13812345678')).not.toEqual(before.blindIndex('13812345678'));
  });
});
