import { z } from 'zod';
import { LocationInput, Priority } from './observation.js';

/** The built-in source of what people tell the desk by phone or in person. */
export const DESK_SOURCE = 'duty-desk';

/**
 * `POST /api/v1/calls` 接报: what a caller told the desk. `key` names it: the same message sent twice is filed once. `phone` and
 * `caller` are kept encrypted, as every reporter.
 */
export const CallInput = z.strictObject({
  key: z.uuid(),
  type: z.string().min(1).max(120),
  title: z.string().trim().min(1).max(200),
  description: z.string().trim().max(4000).optional(),
  priority: Priority.optional(),
  location: LocationInput.optional(),
  district: z.string().max(20).optional(),
  object: z.string().trim().min(1).max(60).optional(),
  occurredAt: z.iso.datetime({ offset: true }),
  caller: z.string().trim().max(100).optional(),
  phone: z.string().trim().max(40).optional(),
});
export type CallInput = z.infer<typeof CallInput>;

/** Answer after commit. `record` is its record at {@link DESK_SOURCE}: `GET /api/v1/incidents?record=` finds what it became. */
export const CallTaken = z.object({ record: z.string(), duplicate: z.boolean() });
export type CallTaken = z.infer<typeof CallTaken>;
