import { z } from 'zod';

/**
 * A shift's handover (交接班) was drafted, handed over, taken back by the outgoing side, accepted, or still waits after its time. Subject is the
 * handover. `version`: the one that was handed over; 0 before the first.
 */
export const HandoverChanged = z.object({
  type: z.literal([
    'handover.drafted',
    'handover.given',
    'handover.taken-back',
    'handover.accepted',
    'handover.overdue',
  ]),
  handover: z.string(),
  shift: z.string(),
  from: z.string(),
  to: z.string(),
  version: z.int(),
});
export type HandoverChanged = z.infer<typeof HandoverChanged>;
