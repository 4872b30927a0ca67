import { z } from 'zod';
import { EscalationTarget, EscalationTrigger } from '../escalation.js';

/** A step of an escalation was reached (`to` is to be told), somebody acknowledged it, or its reason is gone. Subject is the incident. */
export const EscalationChanged = z.object({
  type: z.literal(['escalation.raised', 'escalation.acknowledged', 'escalation.ended']),
  escalation: z.string(),
  incident: z.string(),
  chain: z.string(),
  trigger: EscalationTrigger,
  about: z.string().nullable(),
  step: z.int(),
  round: z.int(),
  to: EscalationTarget,
});
export type EscalationChanged = z.infer<typeof EscalationChanged>;
