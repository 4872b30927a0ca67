import type { z } from 'zod';
import type { Fault } from '../../protocol/problem.js';
import { DomainError } from '../platform/domain-error.js';

/** Parses what a caller sent by a schema of the protocol. @throws input/invalid (422) with a pointer to each fault */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map(faultOf);
  throw new DomainError(422, 'input/invalid', errors.map((e) => `${e.pointer || '/'}: ${e.detail}`).join('; '), {
    errors,
  });
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const pointer = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, code: `input/${issue.code.replaceAll('_', '-')}`, detail: issue.message };
}

/** Accepts a UUID of a path. @throws input/unknown-id (404): what is no id names nothing */
export function parseUuid(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value;
  throw new DomainError(404, 'input/unknown-id', 'nothing has this id');
}
