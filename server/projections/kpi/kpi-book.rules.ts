import type { KpiDefinition, KpiTerm } from '../../../protocol/kpi.js';
import { counterName, treeOf, valuesIn, type Found, type KpiNumbers, type Where } from './kpi-values.rules.js';

/** Values of one period at every place. Made once, and made anew only where a number they come of was touched. */
export class KpiBook {
  private readonly tree: ReturnType<typeof treeOf>;
  /** What a counter goes into: its indicators and every group above them. */
  private readonly users: ReadonlyMap<number, readonly string[]>;
  private readonly places = new Map<string, Map<string, Found>>();

  constructor(
    definitions: readonly KpiDefinition[],
    private readonly numbers: KpiNumbers,
  ) {
    this.tree = treeOf(definitions);
    this.users = usersOf(definitions, numbers.counters);
  }

  /** The values at a place, of all indicators. */
  at(where: Where): ReadonlyMap<string, Found> {
    const name = placeName(where);
    const known = this.places.get(name) ?? new Map<string, Found>();
    this.places.set(name, known);
    return valuesIn(this.tree, { numbers: this.numbers, where, known });
  }

  /** Forgets what comes of a number that changed. */
  touch(counter: number, where: Where): void {
    const known = this.places.get(placeName(where));
    if (known) for (const code of this.users.get(counter) ?? []) known.delete(code);
  }
}

function placeName({ dim, key }: Where): string {
  return `${dim}|${key}`;
}

function usersOf(
  definitions: readonly KpiDefinition[],
  counters: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly string[]> {
  const parents = new Map(definitions.map(({ code, parent }) => [code, parent]));
  const users = new Map<number, Set<string>>();
  for (const { code, formula } of definitions)
    for (const term of termsOf(formula)) {
      const counter = term.from === 'query' ? counters.get(counterName(term)) : undefined;
      if (counter === undefined) continue;
      const set = users.get(counter) ?? new Set<string>();
      users.set(counter, set);
      for (let at: string | null | undefined = code; at && !set.has(at); at = parents.get(at)) set.add(at);
    }
  return new Map([...users].map(([counter, codes]) => [counter, [...codes]]));
}

/** The parts of a formula; of a group there are none. */
export function termsOf(formula: KpiDefinition['formula']): KpiTerm[] {
  if (formula.kind === 'ratio') return [formula.numerator, formula.denominator];
  if (formula.kind === 'count') return [formula.numerator];
  return formula.kind === 'quantile' ? [formula.of] : [];
}
