import { cellToParent } from 'h3-js';
import { RISK_CEILING, type RiskContribution, type RiskLevel } from '../../../protocol/risk.js';
import type { RiskWeightName } from '../../../protocol/risk-weight.js';
import type { Causes, Standing, Weights } from './causes.js';
import { Decay, WHOLE } from './decay.rules.js';
import type { Usual } from './usual.rules.js';
import { levelOf, weightOfRecord } from './weights.rules.js';

/** Resolutions of the map. Each is summed up from the causes themselves, never from finer cells. */
export const RESOLUTIONS = [7, 8, 9] as const;
/** Points below which a line is left out, hundredths: it could not be seen and would move the cell at every step. */
const LEAST_POINTS = 10;
const MINUTE_MS = 60_000;
/** The lines of one kind, the strongest whole and each further one by the share. */
const RANKED = ['alarm', 'incident', 'records', 'register', 'object'] as const;

/** What the index says of one cell. */
export interface CellState {
  cell: string;
  res: number;
  value: number;
  level: RiskLevel;
  unknown: string[];
  contributions: RiskContribution[];
}

/** A line before its place among those of its kind is known. */
type Line = Omit<RiskContribution, 'points' | 'share'> & { base: number };

/**
 * States the index of every cell that has a value or silent sensors, at all resolutions. A pure function: the same causes at the same step of the
 * clock give the same map, whatever it was before.
 */
export function assess(causes: Causes, by: { weights: Weights; usual: Usual; nowMs: number }): CellState[] {
  const decay = new Decay({ halfLife: by.weights['half-life'], step: by.weights.step });
  return RESOLUTIONS.flatMap((res) => assessAt(res, causes, { ...by, decay }));
}

type By = { weights: Weights; usual: Usual; nowMs: number; decay: Decay };

function assessAt(res: number, causes: Causes, by: By): CellState[] {
  const parents = new Map<string, string>();
  const parentOf = (h3: string) => {
    const known = parents.get(h3) ?? cellToParent(h3, res);
    parents.set(h3, known);
    return known;
  };
  const lines = new Map<string, Line[]>();
  const put = (cell: string, line: Line | null) => {
    if (!line || line.base < LEAST_POINTS) return;
    const there = lines.get(cell);
    if (there) there.push(line);
    else lines.set(cell, [line]);
  };
  for (const cause of causes.standing) put(parentOf(cause.h3), standingLine(cause, by));
  for (const [key, n] of recordSums(causes, parentOf, by)) {
    const [cell, stream, type] = key.split('|') as [string, string, string];
    put(cell, recordsLine({ cell, stream, type, n }, by));
  }
  const silent = new Map<string, Set<string>>();
  for (const { sensor, h3 } of causes.silent) {
    const cell = parentOf(h3);
    silent.set(cell, (silent.get(cell) ?? new Set()).add(sensor));
  }
  return [...new Set([...lines.keys(), ...silent.keys()])].map((cell) => {
    const contributions = explain(lines.get(cell) ?? [], by.weights);
    const value = contributions.reduce((sum, line) => sum + line.points, 0);
    const unknown = [...(silent.get(cell) ?? [])].sort();
    return { cell, res, value, level: levelOf(value, by.weights), unknown, contributions };
  });
}

function standingLine(cause: Standing, { weights, decay, nowMs }: By): Line {
  const left = cause.over ? decay.at(Date.parse(cause.since), nowMs) : WHOLE;
  const { kind, ref, type, grade, sensor, since, over } = cause;
  const base = Math.floor((weights[cause.weight] * left) / WHOLE);
  return { kind, ref, type, grade, sensor, since, over, decay: left, n: null, usual: null, base };
}

/** Decayed records in thousandths by cell and kind. */
function recordSums(causes: Causes, parentOf: (h3: string) => string, { weights, decay, nowMs }: By) {
  const sums = new Map<string, number>();
  for (const { minute, h3, stream, type, priority, n } of causes.records) {
    const key = `${parentOf(h3)}|${stream}|${type}`;
    const weighted = n * weightOfRecord(priority, weights) * decay.at(minute * MINUTE_MS, nowMs);
    sums.set(key, (sums.get(key) ?? 0) + weighted);
  }
  return [...sums].map(([key, sum]) => [key, Math.floor(sum / WHOLE)] as const);
}

/** How far a kind of record is above usual, in standard deviations of counts (Poisson), one added so that a first record is not beyond measure. */
function recordsLine(of: { cell: string; stream: string; type: string; n: number }, by: By): Line | null {
  const { cell, stream, type, n } = of;
  const usual = by.usual.of(cell, `${stream}|${type}`, by.decay.steady);
  const above = n - (usual ?? 0);
  if (above <= 0) return null;
  const weight = by.weights[`records.${stream}` as RiskWeightName];
  const base = Math.floor((weight * above) / Math.sqrt(WHOLE * ((usual ?? 0) + WHOLE)));
  const none = { ref: null, grade: null, sensor: null, since: null, over: false, decay: WHOLE };
  return { kind: 'records', type, ...none, n, usual, base };
}

/** Puts the lines in their places and says what each adds; what goes beyond the ceiling is taken off by a line of its own. */
function explain(lines: readonly Line[], weights: Weights): RiskContribution[] {
  const told = RANKED.flatMap((kind) => {
    let share = WHOLE;
    return lines
      .filter((line) => line.kind === kind)
      .sort(byStrength)
      .flatMap(({ base, ...line }) => {
        const points = Math.floor((base * share) / WHOLE);
        const mine = share;
        share = Math.floor((share * weights.share) / WHOLE);
        return points < LEAST_POINTS ? [] : [{ ...line, points, share: mine }];
      });
  }).sort((a, b) => b.points - a.points);
  const over = told.reduce((sum, line) => sum + line.points, 0) - RISK_CEILING;
  return over > 0 ? [...told, ceiling(-over)] : told;
}

function ceiling(points: number): RiskContribution {
  const none = { ref: null, type: null, grade: null, sensor: null, since: null, n: null, usual: null };
  return { kind: 'ceiling', points, ...none, over: false, decay: WHOLE, share: WHOLE };
}

/** The strongest first; among equals an order that does not depend on how they were read. */
function byStrength(a: Line, b: Line): number {
  const [left, right] = [nameOf(a), nameOf(b)];
  return b.base - a.base || (left < right ? -1 : left > right ? 1 : 0);
}

const nameOf = ({ ref, type, n, usual }: Line) => `${ref ?? type} ${n} ${usual}`;
