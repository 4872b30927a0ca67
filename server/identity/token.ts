import { createHash, randomBytes } from 'node:crypto';

/** Personal tokens of scripts begin so; secret scanners and people can tell what leaked. */
export const PERSONAL_PREFIX = 'cbt_';

/** Keys of sources begin so: `cb_<id>_<secret>`. */
export const SOURCE_KEY_PREFIX = 'cb_';

/** Makes an opaque secret of 32 random bytes, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Hashes a secret for storage and look-up. SHA-256 is enough: the secret has 256 bits of chance, there is nothing to guess. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Makes a password to be read out or typed once: 20 signs (about 98 bits) without look-alikes, in groups of five. */
export function newPassword(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
  const limit = 256 - (256 % signs.length);
  let out = '';
  while (out.length < 20) {
    for (const b of randomBytes(32)) if (b < limit && out.length < 20) out += signs[b % signs.length];
  }
  return out.replace(/(.{5})(?=.)/g, '$1-');
}
