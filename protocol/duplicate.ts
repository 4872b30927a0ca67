import { z } from 'zod';
import { Incident } from './incident.js';
import { LocationInput } from './observation.js';

/**
 * Why an incident may be the same thing. `value`: metres (`metres-apart`), minutes (`minutes-apart`), percent (`same-words`); null else.
 * `other-*` and `unknown-family` speak against it. Screens say them in words.
 */
export const DuplicateReason = z.object({
  code: z.enum([
    ...(['same-type', 'same-family', 'related-family', 'unknown-family', 'other-thing'] as const),
    ...(['metres-apart', 'minutes-apart', 'same-words', 'other-words'] as const),
    ...([
      'same-plate',
      'other-plate',
      'same-shop',
      'other-shop',
      'same-house',
      'other-house',
      'same-building',
      'other-building',
    ] as const),
  ]),
  value: z.number().nullable(),
});
export type DuplicateReason = z.infer<typeof DuplicateReason>;

/** An open incident that may be the same thing; `score` 0..1, nothing below the least is told. */
export const DuplicateSuggestion = z.object({
  incident: Incident,
  score: z.number(),
  reasons: z.array(DuplicateReason),
});
export type DuplicateSuggestion = z.infer<typeof DuplicateSuggestion>;

/**
 * How far it was compared with what is open near it: with `all`; in a flood with `some`, the nearest and newest of too many; with `none` so far, when
 * there was no time. Then no suggestion does not mean that there is none.
 */
export const Compared = z.enum(['all', 'some', 'none']);
export type Compared = z.infer<typeof Compared>;

/** `GET /api/v1/incidents/{id}/duplicates`, the likeliest first. */
export const DuplicateList = z.object({ suggestions: z.array(DuplicateSuggestion), compared: Compared });
export type DuplicateList = z.infer<typeof DuplicateList>;

/** `POST /api/v1/incidents/duplicates-of`: what a call says so far. `occurredAt` left out: now. Without point or known address nothing is found. */
export const DuplicatesOfInput = z.strictObject({
  type: z.string().min(1).max(120),
  location: LocationInput.optional(),
  text: z.string().max(4000).default(''),
  occurredAt: z.iso.datetime({ offset: true }).optional(),
});
export type DuplicatesOfInput = z.infer<typeof DuplicatesOfInput>;
