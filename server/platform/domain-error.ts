import type { Fault } from '../../protocol/problem.js';

/** An expected failure. Becomes problem+json with this status and stable `code` (`noun/what-went-wrong`); bugs stay plain Errors and become 500. */
export class DomainError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: Fault[] | undefined;
  readonly retryAfterS: number | undefined;
  /** What is true now, for a conflict: the sender can show it without asking again. */
  readonly present: unknown;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { errors?: Fault[]; retryAfterS?: number; cause?: unknown; present?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = 'DomainError';
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.retryAfterS = more.retryAfterS;
    this.present = more.present;
  }
}
