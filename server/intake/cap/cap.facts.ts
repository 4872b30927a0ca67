import type { IntakeRecorded, IntakeRejected } from '../../../protocol/facts/intake.js';

/** Says that a feed was heard: a warning is no observation, so it counts as none. */
export function recordedFact(
  source: string,
  { duplicates, newest, nowMs }: { duplicates: number; newest: string; nowMs: number },
): IntakeRecorded {
  return {
    ...{ type: 'intake.recorded', source, history: false, receivedAt: new Date(nowMs).toISOString() },
    ...{ observations: 0, readings: 0, duplicates, newest, counts: [], hexes: [], latest: [] },
  };
}

/** Says that a message was refused and waits as a dead letter. */
export function rejectedFact(source: string, code: string, nowMs: number): IntakeRejected {
  return { type: 'intake.rejected', source, receivedAt: new Date(nowMs).toISOString(), code, n: 1 };
}
