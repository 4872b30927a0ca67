/** What a failed transaction means for those who wait. */
export type Failure = 'retry' | 'poison' | 'disk-full' | 'unavailable' | 'bug';

const RETRY = new Set(['40001', '40P01', '55P03']);
const DISK_FULL = new Set(['53100']);
/** Connection lost, server shutting down or starting, too many connections, cancelled by a limit. */
const UNAVAILABLE = /^(08|57|53|58|25P0[34]|XX000)/;
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
]);
/** What pg says without a code: its own time limits and connections that ended under a query. */
const CONNECTION_WORDS =
  /timeout|terminated|Connection|not queryable|closed the connection|Cannot use a pool|stopped answering/i;

/** Tells what a database error means: try again, blame one item, or tell the senders to come back. */
export function failureOf(error: unknown): Failure {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    if (RETRY.has(code)) return 'retry';
    if (DISK_FULL.has(code)) return 'disk-full';
    if (/^2[23]/.test(code)) return 'poison';
    if (UNAVAILABLE.test(code) || NETWORK.has(code)) return 'unavailable';
    return 'bug';
  }
  return typeof message === 'string' && CONNECTION_WORDS.test(message) ? 'unavailable' : 'bug';
}
