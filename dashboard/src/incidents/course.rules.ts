import type { CourseLine } from '@protocol/incident';

/** What kind of proof stands behind a line of the course: its i18n key below `incidents.proof`. */
export type Proof = 'message' | 'command' | 'rule' | 'notice';

/** Tells what stands behind a line: the message of a source, a person's command, a notice, or a rule of the service. */
export function proofOf(line: Pick<CourseLine, 'type' | 'observation' | 'by'>): Proof {
  if (line.observation !== null) return 'message';
  if (line.type.startsWith('notice.')) return 'notice';
  return line.by === null || line.by.startsWith('@') ? 'rule' : 'command';
}

/** The message behind a line: its own, or for reports that came later the one the line refers to. */
export function messageOf(line: Pick<CourseLine, 'what' | 'observation' | 'ref'>): string | null {
  if (line.observation !== null) return line.observation;
  return ['repeated', 'joined', 'amended', 'closed-by-source'].includes(line.what) ? line.ref : null;
}
