import { maskPhones } from '../../platform/mask.js';

/** Masks a person's name: the first character is kept. */
export function maskedName(name: string): string {
  return `${[...name][0] ?? ''}**`;
}

/** Masks a phone number, also one that is no usual number. */
export function maskedPhone(phone: string): string {
  const masked = maskPhones(phone);
  return masked === phone ? `****${phone.slice(-2)}` : masked;
}

/** Pattern of a search: what was asked, anywhere. */
export function likeOf(q: string | undefined): string | null {
  return q === undefined ? null : `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Makes the cursor of a page that ended at an object. */
export function toCursor({ score, code }: { score: number; code: string }): string {
  return `${score}:${code}`;
}

/** Reads a cursor; null when it is none. */
export function fromCursor(text: string): { score: number; code: string } | null {
  const [, score, code] = /^(\d{1,3}):(.{1,60})$/.exec(text) ?? [];
  return score === undefined || code === undefined ? null : { score: Number(score), code };
}
