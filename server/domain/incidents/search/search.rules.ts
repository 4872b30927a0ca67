import { SIMPLIFIED } from '../../../city/traditional.data.js';
import { maskPhones } from '../../../platform/mask.js';

/** The fewest and the most digits of a number somebody can call from. @source ITU-T E.164; local numbers have seven */
const PHONE = /^\d{7,15}$/;
/** 86 before a mainland number of eleven digits or an area code. */
const MAINLAND = /^(?:00)?86(?=\d{9,11}$)/;

/** Folds words so that the same ones are the same letters: full width, case, traditional letters, spaces. Numbers of phones are masked before. */
export function foldWords(text: string): string {
  const narrow = maskPhones(text).normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
  return [...narrow].map((letter) => SIMPLIFIED.get(letter) ?? letter).join('');
}

/** Reads a phone number however it is written; null for what is none. The same number is the same digits. */
export function phoneOf(text: string): string | null {
  const bare = text.normalize('NFKC').replaceAll(/[\s()+.\-–—]/gu, '');
  const national = bare.replace(MAINLAND, '');
  return PHONE.test(national) ? national : null;
}

/** What the sealed reporter of a message says, as far as one is looked up by it. */
export function callerOf(reporter: unknown): string | null {
  if (typeof reporter !== 'object' || reporter === null || !('phone' in reporter)) return null;
  return typeof reporter.phone === 'string' ? phoneOf(reporter.phone) : null;
}
