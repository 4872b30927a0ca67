import { z } from 'zod';
import type { Fault, Problem } from '../../protocol/problem.js';
import { DomainError } from './domain-error.js';

/** What the filter sends: the problem, and how long a client should wait before trying again. */
export interface Answer {
  problem: Problem;
  retryAfterS?: number;
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign-in needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  415: 'Type not supported',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
  507: 'Storage full',
};
/** Codes for failures that frameworks raise by status only. */
const BY_STATUS: Record<number, string> = {
  400: 'request/not-readable',
  401: 'access/sign-in-needed',
  403: 'access/not-allowed',
  404: 'route/not-found',
  405: 'route/method-not-allowed',
  406: 'request/not-acceptable',
  408: 'request/timed-out',
  413: 'body/too-large',
  415: 'body/unsupported-type',
  429: 'rate/too-many',
  431: 'request/headers-too-large',
  503: 'service/not-available',
};
/** SQLSTATE classes and codes, and messages of the driver, that mean: not now. @source PostgreSQL Appendix A */
const UNAVAILABLE =
  /^(08...|57P0[1-5]|53[03]00|40001|40P01|55P03|57014|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
const UNAVAILABLE_TEXT =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Cannot use a pool after/;
const RETRY_S = 2;

/** Turns anything thrown into a problem; null for a bug, which must be logged and answered without detail. */
export function answerOf(error: unknown): Answer | null {
  if (error instanceof DomainError) {
    const { status, code, errors, message, retryAfterS, present } = error;
    const told = { ...problem(status, code, message, errors), ...(present !== undefined && { present }) };
    return { problem: told, ...(retryAfterS !== undefined && { retryAfterS }) };
  }
  if (error instanceof z.ZodError) {
    return { problem: problem(422, 'input/not-valid', 'Some fields are not valid', faultsOf(error)) };
  }
  return ofDatabase(error) ?? ofFramework(error);
}

/** The answer to a bug: its id is in the log, nothing else leaves. */
export function internalProblem(errorId: string): Problem {
  return { ...problem(500, 'internal/error', `Something went wrong here; the log has it as ${errorId}`), errorId };
}

/** Faults of a schema error, each with a JSON pointer into the body. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: `input/${issue.code.replaceAll('_', '-')}`,
    detail: issue.message,
  }));
}

function problem(status: number, code: string, detail: string, errors?: Fault[]): Problem {
  return {
    type: `urn:city-brain:problem:${code}`,
    title: TITLES[status] ?? 'Failed',
    status,
    code,
    detail,
    ...(errors && { errors }),
  };
}

function ofDatabase(error: unknown): Answer | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '53100')
    return { problem: problem(507, 'storage/full', 'The database has no room left'), retryAfterS: 60 };
  if (!UNAVAILABLE.test(code) && !UNAVAILABLE_TEXT.test(error.message)) return null;
  return {
    problem: problem(503, 'database/not-available', 'The database does not answer right now; try again'),
    retryAfterS: RETRY_S,
  };
}

/** Errors of Nest and Fastify carry a status; only those below 500 tell the client something. */
function ofFramework(error: unknown): Answer | null {
  if (typeof error !== 'object' || error === null) return null;
  const { status: own, statusCode, message } = error as { status?: unknown; statusCode?: unknown; message?: unknown };
  const status = typeof own === 'number' ? own : statusCode;
  if (typeof status !== 'number' || status < 400 || (status >= 500 && status !== 503)) return null;
  return {
    problem: problem(status, BY_STATUS[status] ?? 'request/failed', typeof message === 'string' ? message : ''),
  };
}
