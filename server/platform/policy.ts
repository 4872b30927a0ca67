import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../../protocol/identity.js';

/**
 * Who may use a route or socket event: a permission of the role table, or one of the written-out openings.
 * `public` anyone; `signed-in` any account; `source-key` a bearer key of a source; `local` loopback free, else signed in or bearer.
 */
export type PolicyRule = Permission | 'public' | 'signed-in' | 'source-key' | 'local';

export const POLICY = 'policy';

/** Declares who may use a handler. Boot fails for a handler without one. */
export const Policy = (rule: PolicyRule) => SetMetadata(POLICY, rule);
