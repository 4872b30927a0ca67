import type { KpiChange, KpiDefinition, KpiFormula, KpiReason, KpiState, KpiValue } from './kpi.js';

/** What one formula found: numerator and denominator (null: nobody supplies it), or the lengths by which a quantile goes. */
export interface KpiParts {
  numerator: number | null;
  denominator: number | null;
  /** Quantiles only: the length at the share asked for, in seconds, unrounded. */
  seconds?: number | null;
  /** It is supplied, but not for this period or area. */
  isGap?: boolean;
}

/** Whether an indicator is made of its children. */
export function isGroup<T extends Pick<KpiFormula, 'kind'>>(of: T): of is T & { kind: 'weighted' | 'sum' } {
  return of.kind === 'weighted' || of.kind === 'sum';
}

type Aim = Pick<KpiDefinition, 'direction' | 'target' | 'alarm'>;
type Shape = Aim & Pick<KpiDefinition, 'decimals' | 'formula'>;

/** Makes the value of a leaf. What nobody supplies and what would be divided by nothing has none: never 0 %, never 100 %. */
export function kpiValue(definition: Shape, parts: KpiParts): KpiValue {
  const { numerator, denominator } = parts;
  const found = valueOf(definition, parts);
  const value = found.value === null ? null : rounded(found.value, definition.decimals);
  return {
    ...{ value, reason: found.reason, state: kpiState(definition, value) },
    numerator: definition.formula.kind === 'quantile' ? (parts.seconds ?? null) : numerator,
    ...{ denominator, score: kpiScore(definition, value) },
  };
}

function valueOf(
  { formula }: Shape,
  { numerator, denominator, seconds, isGap = false }: KpiParts,
): { value: number | null; reason: KpiReason | null } {
  const none = (reason: KpiReason) => ({ value: null, reason });
  const missing = isGap ? 'no-data' : 'not-connected';
  if (formula.kind === 'count') return numerator === null ? none(missing) : { value: numerator, reason: null };
  if (formula.kind === 'quantile') {
    if (denominator === 0 || seconds === null || seconds === undefined) return none('no-data');
    return { value: seconds / formula.seconds, reason: null };
  }
  if (isGroup(formula)) return none('no-children');
  if (numerator === null || denominator === null) return none(missing);
  if (denominator === 0) return none('zero-denominator');
  return { value: (numerator * formula.scale) / denominator, reason: null };
}

/** Rounds half away from zero, as people do by hand: 96.65 is 96.7 though binary fractions lie a little below. */
export function rounded(value: number, decimals: number): number {
  const sign = value < 0 ? -1 : 1;
  const scaled = Math.abs(value) * 10 ** decimals;
  // The error of a few operations on doubles, relative to their size.
  const nudge = scaled * 4 * Number.EPSILON;
  return (sign * Math.floor(scaled + nudge + 0.5)) / 10 ** decimals || 0;
}

/** Red beyond the alarm threshold, else short of the target or not. Without either, or without a value, there is nothing to say. */
export function kpiState({ direction, target, alarm }: Aim, value: number | null): KpiState {
  if (value === null || direction === 'none') return 'none';
  const isWorse = (bound: number) => (direction === 'higher' ? value < bound : value > bound);
  if (alarm !== null && isWorse(alarm)) return 'red';
  if (target !== null) return isWorse(target) ? 'warn' : 'good';
  return alarm === null ? 'none' : 'good';
}

/** 0 to 100: the value's share of its target, or (less is better) the target's share of the value; 100 when met. Rounded to a hundredth. */
export function kpiScore({ direction, target }: Aim, value: number | null): number | null {
  if (value === null || target === null || direction === 'none') return null;
  if (direction === 'higher' ? value >= target : value <= target) return 100;
  const share = direction === 'higher' ? value / target : target / value;
  return rounded(Math.min(100, Math.max(0, share * 100)), 2);
}

/** Weighted mean of the children that have a score; null when none has. `of` counts children with weight. */
export function weightedScore(children: readonly { weight: number; score: number | null }[]): {
  score: number | null;
  connected: number;
  of: number;
} {
  const counted = children.filter((c) => c.weight > 0);
  const scored = counted.filter((c): c is { weight: number; score: number } => c.score !== null);
  const weight = scored.reduce((sum, c) => sum + c.weight, 0);
  const sum = scored.reduce((total, c) => total + c.weight * c.score, 0);
  const score = weight === 0 ? null : rounded(sum / weight, 2);
  return { score, connected: scored.length, of: counted.length };
}

/** Sum of what the children counted, unrounded; null when none has a value. One of weight 0 is shown and left out. `of` counts children with weight. */
export function summedValue(children: readonly { weight: number; number: number | null }[]): {
  sum: number | null;
  connected: number;
  of: number;
} {
  const counted = children.filter((c) => c.weight > 0);
  const known = counted.flatMap((c) => (c.number === null ? [] : [c.number]));
  const sum = known.length === 0 ? null : known.reduce((total, n) => total + n, 0);
  return { sum, connected: known.length, of: counted.length };
}

/** (value - before) / before, 同比 or 环比. Null when either is missing or `before` is 0: from 0 to 1 is no +100 %. */
export function kpiChange(value: number | null, before: number | null): KpiChange {
  const share = value === null || before === null || before === 0 ? null : (value - before) / Math.abs(before);
  return { before, share };
}

/** How many periods in a row, up to the last one, met the target. `values` oldest first; one without value ends it. */
export function streakOf(aim: Aim, values: readonly (number | null)[]): number {
  let n = 0;
  while (n < values.length && isMet(aim, values[values.length - 1 - n] ?? null)) n++;
  return n;
}

function isMet({ direction, target }: Aim, value: number | null): boolean {
  if (value === null || target === null || direction === 'none') return false;
  return direction === 'higher' ? value >= target : value <= target;
}

/** Places keys by value: best first, equal values share a place and the next one is skipped (1, 2, 2, 4); without value last and without a place. */
export function ranked<T extends { key: string; value: number | null }>(
  rows: readonly T[],
  direction: KpiDefinition['direction'],
): (T & { rank: number | null })[] {
  const sign = direction === 'lower' ? 1 : -1;
  const order = rows.toSorted(
    (a, b) =>
      Number(a.value === null) - Number(b.value === null) ||
      sign * ((a.value ?? 0) - (b.value ?? 0)) ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  let rank = 0;
  return order.map((row, i) => {
    if (row.value === null) return { ...row, rank: null };
    if (i === 0 || order[i - 1]?.value !== row.value) rank = i + 1;
    return { ...row, rank };
  });
}

/**
 * The length at `share` of a histogram by seconds, between neighbours in proportion (R type 7, as pandas and percentile_cont do it).
 * `lengths` ascending with how often each occurs. Null when there is none.
 */
export function quantileOf(lengths: readonly (readonly [seconds: number, n: number])[], share: number): number | null {
  const total = lengths.reduce((sum, [, n]) => sum + n, 0);
  if (total === 0) return null;
  const place = (total - 1) * share;
  const low = secondsAt(lengths, Math.floor(place));
  const high = secondsAt(lengths, Math.ceil(place));
  return low + (high - low) * (place - Math.floor(place));
}

function secondsAt(lengths: readonly (readonly [number, number])[], place: number): number {
  let passed = 0;
  for (const [seconds, n] of lengths) if ((passed += n) > place) return seconds;
  throw new Error(`a histogram of ${passed} lengths has no place ${place}`);
}
