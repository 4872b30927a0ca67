import { COMMON_PASSWORDS } from './password.data.js';

/** What a chosen password must be. */
export interface PasswordProfile {
  minLength: number;
  maxLength: number;
  /** How many of: lower case, upper case, digits, others. */
  classes: number;
}

/** `asvs`: length and a blocklist, no composition rules. @source OWASP ASVS 5.0 6.2.1, 6.2.4, 6.2.5; `dengbao`: GB/T 22239-2019 8.1.4.1 a) asks for complexity. */
export const PASSWORD_PROFILES = {
  asvs: { minLength: 12, maxLength: 200, classes: 1 },
  dengbao: { minLength: 12, maxLength: 200, classes: 3 },
} satisfies Record<string, PasswordProfile>;

/** Finds a profile by name; an unknown name is the default, `asvs`. */
export function profileNamed(name: string | undefined): PasswordProfile {
  return name === 'dengbao' ? PASSWORD_PROFILES.dengbao : PASSWORD_PROFILES.asvs;
}

export type PasswordFault =
  'password/too-short' | 'password/too-long' | 'password/too-simple' | 'password/common' | 'password/contains-name';

/** Says why a chosen password is refused; null when it is good. Lengths count code points, as a person would. */
export function passwordFault(password: string, username: string, profile: PasswordProfile): PasswordFault | null {
  const length = [...password].length;
  if (length < profile.minLength) return 'password/too-short';
  if (length > profile.maxLength) return 'password/too-long';
  if (classesOf(password) < profile.classes) return 'password/too-simple';
  if (isCommon(password)) return 'password/common';
  if (username.length >= 3 && password.toLowerCase().includes(username)) return 'password/contains-name';
  return null;
}

function classesOf(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((r) => r.test(password)).length;
}

/** Common words stay common with digits and signs around them (`Password2026!!`), doubled, or as runs of one or of neighbouring keys. */
function isCommon(password: string): boolean {
  const folded = password.toLowerCase();
  const core = folded.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (COMMON_PASSWORDS.has(folded) || COMMON_PASSWORDS.has(core)) return true;
  if (/^(.{1,4})\1+$/u.test(folded)) return true;
  return RUNS.some((run) => run.includes(folded));
}

const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '98765432109876543210',
];
