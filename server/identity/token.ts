import { hash, randomBytes } from 'node:crypto';

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
  return hash('sha256', secret, 'buffer');
}

/** Letters and digits without look-alikes. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_SIGNS = 20;

/** Makes a password to be read out or typed once: 20 signs (about 98 bits) in groups of five. */
export function newPassword(): string {
  return passwordFrom(randomBytes(64));
}

/** Writes 64 random bytes as such a password. Bytes that would favour some signs are passed over. */
export function passwordFrom(bytes: Buffer): string {
  const even = [...bytes].filter((b) => b < 256 - (256 % SIGNS.length)).slice(0, PASSWORD_SIGNS);
  return even
    .map((b) => SIGNS[b % SIGNS.length])
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-');
}
