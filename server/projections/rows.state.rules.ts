import type { RecordState } from '../../protocol/observation.js';
import { maskPhones } from '../platform/mask.js';

/** Makes the outward state of a record: phones masked, and what people wrote (who is in charge, what came of it) only where text may be read. */
export function shownState(state: RecordState | null | undefined, hasText: boolean): RecordState | null {
  if (!state) return null;
  const { status, org, result, ...figures } = state;
  return {
    ...figures,
    ...(status !== undefined && { status: maskPhones(status) }),
    ...(hasText && org !== undefined && { org: maskPhones(org) }),
    ...(hasText && result !== undefined && { result: maskPhones(result) }),
  };
}
