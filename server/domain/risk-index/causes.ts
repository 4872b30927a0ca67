import type { RiskWeightName } from '../../../protocol/risk-weight.js';

/** The weights of one version by name: hundredths of a point, per mille or minutes as protocol/risk-weight.ts says. */
export type Weights = Readonly<Record<RiskWeightName, number>>;

/** Something that stands, or ended not long ago, at one place (cell of resolution 9). */
export interface Standing {
  kind: 'alarm' | 'incident' | 'register' | 'object';
  ref: string;
  type: string;
  grade: string;
  sensor: string | null;
  h3: string;
  weight: RiskWeightName;
  since: string;
  over: boolean;
}

/** Records of one kind and priority that occurred in one minute in a cell of resolution 9; below zero where some were moved away. */
export interface RecordCount {
  minute: number;
  h3: string;
  stream: string;
  type: string;
  priority: number;
  n: number;
}

/** How many records of a kind a cell of resolution 9 had over the time that the usual stands on. */
export type UsualCount = Omit<RecordCount, 'minute'>;

/** A sensor that says nothing about its place now. */
export interface Silent {
  sensor: string;
  h3: string;
}

/** Everything the index is made of at one moment. */
export interface Causes {
  standing: readonly Standing[];
  records: readonly RecordCount[];
  silent: readonly Silent[];
}
