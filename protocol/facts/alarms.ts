import { z } from 'zod';
import { AlarmCard } from '../alarm.js';

/** A condition became an alarm. `subject` of the entry is the alarm. */
export const AlarmRaised = z.object({ type: z.literal('alarm.raised'), alarm: AlarmCard });
export type AlarmRaised = z.infer<typeof AlarmRaised>;

/** What happened to an alarm; the alarm is as it stands afterwards. `moved`: its value went on by more than its dead band. */
export const AlarmChange = z.enum([
  ...['repeated', 'returned', 'acknowledged', 'moved', 'shelved', 'suppressed', 'disabled', 'revealed'],
  'linked',
] as const);
export type AlarmChange = z.infer<typeof AlarmChange>;

export const AlarmChanged = z.object({ type: z.literal('alarm.changed'), what: AlarmChange, alarm: AlarmCard });
export type AlarmChanged = z.infer<typeof AlarmChanged>;

/** An alarm is to be reviewed as a possible incident of that type, by a person (the entry's actor) or by its rule. */
export const AlarmReferred = z.object({
  type: z.literal('alarm.referred'),
  incidentType: z.string(),
  alarm: AlarmCard,
});
export type AlarmReferred = z.infer<typeof AlarmReferred>;
