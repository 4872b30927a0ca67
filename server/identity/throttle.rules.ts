/** Failures from one address after which an account is locked for that address. @source OWASP ASVS 5.0 6.3.1 (anti-automation); docs/operations.md#security */
export const FAILURES_PER_ADDRESS = 5;

/** Failures from all addresses after which an account is locked for everyone; higher, so that a stranger does not lock a colleague out with five tries. */
export const FAILURES_PER_ACCOUNT = 20;

/** First lock in seconds; each further failure doubles it. */
export const FIRST_LOCK_S = 600;

/** Longest lock in seconds (6 h). */
export const LONGEST_LOCK_S = 21_600;

/** How long a failure counts, in seconds (24 h). */
export const FAILURE_MEMORY_S = 86_400;

/** Failures of one account that still count: how many, and how long ago the last was, in seconds. */
export interface Failures {
  fromAddress: number;
  lastFromAddressAgoS: number;
  fromAnywhere: number;
  lastFromAnywhereAgoS: number;
}

/** Seconds until the next try is heard; 0 when it is heard now. An address alone never locks: a whole office may share one. */
export function lockedForS(failures: Failures): number {
  const here = lockS(failures.fromAddress - FAILURES_PER_ADDRESS) - failures.lastFromAddressAgoS;
  const anywhere = lockS(failures.fromAnywhere - FAILURES_PER_ACCOUNT) - failures.lastFromAnywhereAgoS;
  return Math.max(0, Math.ceil(here), Math.ceil(anywhere));
}

function lockS(beyond: number): number {
  return beyond < 0 ? 0 : Math.min(FIRST_LOCK_S * 2 ** beyond, LONGEST_LOCK_S);
}
