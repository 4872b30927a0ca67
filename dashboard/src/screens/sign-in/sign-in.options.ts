import type { Role } from '../../../../protocol/identity.js';

/** The page that a role starts on. */
const HOMES: Partial<Record<Role, string>> = { admin: '/admin', auditor: '/admin', officer: '/field', leader: '/lead' };
const DEFAULT_HOME = '/wall';

/** Picks where to go after signing in: the page that was asked for, if it is one of ours, else the role's home. */
export function afterSignIn(next: unknown, role: Role): string {
  const home = HOMES[role] ?? DEFAULT_HOME;
  if (typeof next !== 'string' || !next.startsWith('/')) return home;
  // "//host" and "/\host" leave this service; a sign-in page as the goal would be a circle.
  return /^\/[\\/]/.test(next) || /^\/sign-?in\b/.test(next) || next === '/' ? home : next;
}

/** Writes a remaining time as minutes and seconds, e.g. 9:05. @param seconds >= 0 */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** How the service answers: `normal`, `starting` (up, not ready) or `away` (no answer). */
export type ServiceState = 'normal' | 'starting' | 'away';

/** Reads the state of the service from the status of its readiness page; 0 stands for no answer. */
export function serviceState(status: number): ServiceState {
  if (status >= 200 && status < 300) return 'normal';
  return status === 0 || status === 502 || status === 504 ? 'away' : 'starting';
}
