import { hash } from 'node:crypto';

/** Hexadecimal digits of a 16-byte hash. */
const DIGITS = 32;

/** Hashes a message's id or a record's name; both live in one hash space, so that a record can name a message. */
export function keyHash(name: string): string {
  return hash('sha256', name, 'hex').slice(0, DIGITS);
}

/** Hashes the canonical text of a validated item. */
export function contentHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, DIGITS);
}
