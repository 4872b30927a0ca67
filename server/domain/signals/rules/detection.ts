import type { Evidence, SignalGrade } from '../../../../protocol/signal.js';

/** What a rule found: where, since when until when its condition held, how grave, and what it rests on. Epoch milliseconds. */
export interface Detection {
  district: string;
  sinceMs: number;
  untilMs: number;
  grade: SignalGrade;
  evidence: readonly Evidence[];
}

/** Something that was noticed. `source`: who told it; `channel`: by what kind of way. */
export interface Point {
  district: string;
  source: string;
  channel: string;
  atMs: number;
  value: number | null;
  limit: number | null;
}

/** Counts of consecutive days of one district; `firstMs` begins the first. */
export interface DailyCounts {
  district: string;
  days: readonly { endMs: number; n: number }[];
}

/** Hours of one sensor; null is a gap. */
export interface SensorSeries {
  sensor: string;
  metric: string;
  district: string;
  hours: readonly { endMs: number; mean: number | null; sum: number | null; high: number | null }[];
}
