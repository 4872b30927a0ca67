import type { IntakeRecorded } from '../../protocol/facts/intake.js';
import type { NewEntry } from '../../server/journal/entry.js';

/** An `intake.recorded` as intake leaves it, empty but for what a test names. */
export function heard(over: Partial<IntakeRecorded> & { batch?: string } = {}): NewEntry {
  const { batch, ...fact } = over;
  return {
    ...(batch !== undefined && { batch }),
    fact: {
      type: 'intake.recorded',
      source: 's1',
      history: false,
      receivedAt: '2026-03-01T00:00:00.000Z',
      observations: 1,
      readings: 0,
      duplicates: 0,
      newest: null,
      counts: [],
      hexes: [],
      latest: [],
      ...fact,
    },
  };
}
