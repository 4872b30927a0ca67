import { z } from 'zod';
import { BandsComputed, FeedChanged, VitalMeasured } from './facts/feeds.js';
import { DeadLetterSettled, IntakeRecorded, IntakeRejected, ObservationAmended } from './facts/intake.js';

/** Everything the journal can hold, told apart by `type`. */
export const Fact = z.discriminatedUnion('type', [
  IntakeRecorded,
  IntakeRejected,
  ObservationAmended,
  DeadLetterSettled,
  FeedChanged,
  BandsComputed,
  VitalMeasured,
]);
export type Fact = z.infer<typeof Fact>;
export type FactType = Fact['type'];

/** A fact in its place: `seq` is commit order, the cursor, and the `asOf` of every screen. */
export interface Entry {
  seq: number;
  at: string;
  subject: string | null;
  batch: string | null;
  isDrill: boolean;
  fact: Fact;
}
