import type { KpiDefinition, KpiTerm, KpiValue } from '../../../protocol/kpi.js';
import {
  isGroup,
  kpiScore,
  kpiState,
  kpiValue,
  rounded,
  summedValue,
  weightedScore,
  type KpiParts,
} from '../../../protocol/kpi-value.js';
import type { Histogram } from './kpi-histogram.rules.js';

/** What a figure is of: the whole city (dim 0, key ''), or one key of a split. */
export interface Where {
  dim: number;
  key: string;
}

/** All numbers of one period that values are made of. */
export interface KpiNumbers {
  /** Counters by {@link counterName}. */
  counters: ReadonlyMap<string, number>;
  /** Counts by {@link cellName}; what is missing is 0. */
  cells: ReadonlyMap<string, number>;
  /** Counters whose lengths are read. */
  timed: readonly number[];
  /** Histograms by {@link cellName}. */
  lengths: ReadonlyMap<string, Histogram>;
  /** The period ended before anything was counted here: of our own data nothing is known, which is not 0. */
  isUncounted: boolean;
  /** Uploaded numbers by `series|area`; area '' is the city. */
  series: ReadonlyMap<string, number>;
  /** Series that anybody ever supplied. */
  connected: ReadonlySet<string>;
  /** People by area; '' is the city. */
  population: ReadonlyMap<string, number>;
}

export interface Found {
  value: KpiValue;
  coverage: { connected: number; of: number } | null;
}

/** Names a kept number in the maps of {@link KpiNumbers}. */
export function cellName(counter: number, { dim, key }: Where): string {
  return `${counter}|${dim}|${key}`;
}

/** Names what a term of our own data counts, as table `kpi_counter` does. */
export function counterName(term: Extract<KpiTerm, { from: 'query' }>): string {
  const { stream = '', type = '', source = '', priority = 0 } = term.filter ?? {};
  return [term.query, stream, type, source, priority].join('|');
}

/** Definitions in the order of the tree, with what lies below each. */
export interface Tree {
  definitions: readonly KpiDefinition[];
  children: ReadonlyMap<string, readonly KpiDefinition[]>;
}

export function treeOf(definitions: readonly KpiDefinition[]): Tree {
  const children = new Map<string, KpiDefinition[]>();
  for (const d of definitions) {
    if (d.parent === null) continue;
    const siblings = children.get(d.parent);
    if (siblings) siblings.push(d);
    else children.set(d.parent, [d]);
  }
  return { definitions, children };
}

/** Makes the values of all definitions at one place; a group's value is the weighted mean of its children's scores, or the sum of their numbers. */
export function valuesAt(definitions: readonly KpiDefinition[], numbers: KpiNumbers, where: Where): Map<string, Found> {
  return valuesIn(treeOf(definitions), { numbers, where, known: new Map() });
}

/** As {@link valuesAt}; what is `known` already is not made again, and what is made is known from then on. */
export function valuesIn(
  { definitions, children }: Tree,
  { numbers, where, known }: { numbers: KpiNumbers; where: Where; known: Map<string, Found> },
): Map<string, Found> {
  const visit = (definition: KpiDefinition): Found => {
    const found = known.get(definition.code);
    if (found) return found;
    const below = (children.get(definition.code) ?? []).map((c) => ({ weight: c.weight, at: visit(c) }));
    const one = isGroup(definition.formula)
      ? groupAt(definition, below)
      : { value: kpiValue(definition, partsOf(definition, numbers, where)), coverage: null };
    known.set(definition.code, one);
    return one;
  };
  for (const definition of definitions) visit(definition);
  return known;
}

type Child = { weight: number; at: Found };

function groupAt(definition: KpiDefinition, children: readonly Child[]): Found {
  return definition.formula.kind === 'sum' ? sumAt(definition, children) : meanAt(definition, children);
}

function meanAt(definition: KpiDefinition, children: readonly Child[]): Found {
  const scores = children.map(({ weight, at }) => ({ weight, score: at.value.score }));
  const { score, ...coverage } = weightedScore(scores);
  return { coverage, value: { ...shownAs(definition, score), numerator: null, denominator: null, score } };
}

function sumAt(definition: KpiDefinition, children: readonly Child[]): Found {
  const numbers = children.map(({ weight, at }) => ({ weight, number: at.value.numerator }));
  const { sum, ...coverage } = summedValue(numbers);
  const shown = shownAs(definition, sum);
  return {
    coverage,
    value: { ...shown, numerator: sum, denominator: null, score: kpiScore(definition, shown.value) },
  };
}

function shownAs(definition: KpiDefinition, number: number | null): Pick<KpiValue, 'value' | 'reason' | 'state'> {
  const value = number === null ? null : rounded(number, definition.decimals);
  return { value, reason: value === null ? 'no-children' : null, state: kpiState(definition, value) };
}

function partsOf({ formula }: KpiDefinition, numbers: KpiNumbers, where: Where): KpiParts {
  const isGap = [...(formula.kind === 'ratio' ? [formula.numerator, formula.denominator] : [])].every(
    (term) => term.from !== 'series' || numbers.connected.has(term.series),
  );
  if (formula.kind === 'count')
    return {
      numerator: numberOf(formula.numerator, numbers, where),
      denominator: null,
      isGap: isKnown(formula.numerator, numbers),
    };
  if (formula.kind === 'ratio') {
    const [numerator, denominator] = [formula.numerator, formula.denominator].map((t) => numberOf(t, numbers, where));
    return { numerator: numerator ?? null, denominator: denominator ?? null, isGap };
  }
  if (formula.kind !== 'quantile' || formula.of.from !== 'query') return { numerator: null, denominator: null };
  if (numbers.isUncounted) return { numerator: null, denominator: null, isGap: true };
  const counter = numbers.counters.get(counterName(formula.of));
  const lengths = counter === undefined ? undefined : numbers.lengths.get(cellName(counter, where));
  return { numerator: null, denominator: lengths?.total ?? 0, seconds: lengths?.at(formula.share) ?? null };
}

function isKnown(term: KpiTerm, { connected }: KpiNumbers): boolean {
  return term.from !== 'series' || connected.has(term.series);
}

/** Null: nobody supplies it (here), or it was before counting began. From then on where nothing is counted there is nothing. */
function numberOf(term: KpiTerm, numbers: KpiNumbers, where: Where): number | null {
  if (term.from === 'query') {
    if (numbers.isUncounted) return null;
    const counter = numbers.counters.get(counterName(term));
    return counter === undefined ? 0 : (numbers.cells.get(cellName(counter, where)) ?? 0);
  }
  if (where.dim > 1) return null;
  if (term.from === 'population') return numbers.population.get(where.key) ?? null;
  return numbers.series.get(`${term.series}|${where.key}`) ?? null;
}
