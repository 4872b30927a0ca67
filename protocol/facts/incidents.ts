import { z } from 'zod';
import { IncidentCard } from '../incident.js';
import { MoveCommand } from '../procedure.js';

/**
 * Facts about incidents. Every entry about one has its id as `subject`, other capabilities' entries too: that is how they come into its course.
 * `card` is the incident after the fact, whole, so that a reader may put it in place of the old one, twice as well as once. `note` is the id of the
 * words that go with it; facts carry no text.
 */
const About = { note: z.string().nullable(), card: IncidentCard };

/** An incident began with `observation`. */
export const IncidentOpened = z.object({
  type: z.literal('incident.opened'),
  observation: z.string(),
  card: IncidentCard,
});
export type IncidentOpened = z.infer<typeof IncidentOpened>;

/** An incident went from one state to another, or (`from` equals `to`) was given to somebody else. */
export const IncidentMoved = z.object({
  type: z.literal('incident.moved'),
  command: MoveCommand,
  from: z.string(),
  to: z.string(),
  ...About,
});
export type IncidentMoved = z.infer<typeof IncidentMoved>;

/** Something else of an incident changed. `ref`: the observation, incident or extension it is about; of `object-set` the object before. */
export const IncidentChanged = z.object({
  type: z.literal('incident.changed'),
  what: z.enum([
    ...([
      'graded',
      'supervised',
      'reminded',
      'extension-asked',
      'extended',
      'extension-refused',
      'due-changed',
    ] as const),
    ...([
      'repeated',
      'joined',
      'amended',
      'closed-by-source',
      'absorbed',
      'released',
      'related',
      'unrelated',
      'assigned',
      'object-set',
    ] as const),
  ]),
  ref: z.string().nullable(),
  ...About,
});
export type IncidentChanged = z.infer<typeof IncidentChanged>;

/** Words, a file or a tick of the checklist were put to an incident; nothing of it changed. `ref`: the file, or the item as `<list>@<version>#<item>`. */
export const IncidentNoted = z.object({
  type: z.literal('incident.noted'),
  what: z.enum(['comment', 'instruction', 'attachment', 'ticked', 'unticked']),
  note: z.string().nullable(),
  ref: z.string().nullable(),
});
export type IncidentNoted = z.infer<typeof IncidentNoted>;
