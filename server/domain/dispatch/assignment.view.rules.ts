import type { Assignment } from '../../../protocol/dispatch.js';
import type { StoredAssignment } from './assignments.store.js';

/** Makes the outward assignment; `open` gives the words back, or null to whom may not read them. */
export function toAssignment(stored: StoredAssignment, open: (words: Buffer) => string | null): Assignment {
  const {
    words,
    endWords,
    incidentVersion: _version,
    statusBefore: _before,
    noticed: _noticed,
    ageMs: _age,
    ...shown
  } = stored;
  return {
    ...shown,
    reason: words === null ? null : open(words),
    endReason: endWords === null ? null : open(endWords),
  };
}
