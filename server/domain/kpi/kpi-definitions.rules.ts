import { KPI_QUERIES } from '../../../protocol/kpi-queries.js';
import { isGroup } from '../../../protocol/kpi-value.js';
import type { KpiDefinition, KpiDefinitionInput, KpiFormula, KpiTerm } from '../../../protocol/kpi.js';

/** What does not fit in an import, in the form of a problem's errors. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** The parts of a formula. */
export function termsOf({ formula }: { formula: KpiFormula }): KpiTerm[] {
  if (formula.kind === 'count') return [formula.numerator];
  if (formula.kind === 'ratio') return [formula.numerator, formula.denominator];
  return formula.kind === 'quantile' ? [formula.of] : [];
}

/** Whether two definitions say the same, whatever their version. */
export function isSame(a: KpiDefinitionInput, b: KpiDefinitionInput & { version?: number }): boolean {
  const { version: _version, ...rest } = b;
  return sorted(a) === sorted(rest);
}

/** Everything that keeps definitions from forming a tree over what is known, each with a pointer into the import. */
export function faultsOf(given: readonly KpiDefinitionInput[], known: readonly KpiDefinition[]): Fault[] {
  const parents = new Map([...known, ...given].map((d) => [d.code, d.parent]));
  const groups = new Map([...known, ...given].flatMap((d) => (isGroup(d.formula) ? [[d.code, d]] : [])));
  const firstDays = new Map(known.map((d) => [d.code, d.validFrom]));
  const latest = new Map([...known, ...given].map((d) => [d.code, d]));
  const seen = new Set<string>();
  return given.flatMap((d, i) => {
    const at = (field: string, code: string, detail: string): Fault => ({
      pointer: `/definitions/${i}/${field}`,
      code,
      detail,
    });
    const faults: Fault[] = [];
    if (seen.has(d.code)) faults.push(at('code', 'twice', `${d.code} is there twice`));
    seen.add(d.code);
    if (d.parent !== null) faults.push(...parentFaults(d, groups.get(d.parent), at));
    if (isCircular(d.code, parents)) faults.push(at('parent', 'circular', `${d.code} would be above itself`));
    if (d.validTo !== null && d.validTo < d.validFrom) faults.push(at('validTo', 'too-early', 'ends before it begins'));
    const before = firstDays.get(d.code);
    if (before !== undefined && d.validFrom < before)
      faults.push(at('validFrom', 'too-early', `the version before begins on ${before}`));
    return [...faults, ...childFaults(d, latest.values(), at), ...termFaults(d, at)];
  });
}

type At = (field: string, code: string, detail: string) => Fault;

/** A sum whose children are there already, and do not add up. */
function childFaults(d: KpiDefinitionInput, all: Iterable<KpiDefinitionInput>, at: At): Fault[] {
  if (d.formula.kind !== 'sum') return [];
  const odd = [...all].find((child) => child.parent === d.code && parentFaults(child, d, at).length > 0);
  return odd ? [at('formula', 'not-addable', `${odd.code} below it is no number of its unit`)] : [];
}

/** What is summed up must be numbers of one unit: a share of this and a share of that add up to nothing. */
function parentFaults(d: KpiDefinitionInput, parent: KpiDefinitionInput | undefined, at: At): Fault[] {
  if (!parent) return [at('parent', 'no-group', `${d.parent} is no group`)];
  if (parent.formula.kind !== 'sum') return [];
  const isNumber = d.formula.kind === 'count' || d.formula.kind === 'sum';
  if (!isNumber) return [at('parent', 'not-addable', `${parent.code} is a sum, ${d.code} no number that adds up`)];
  const isSameUnit = d.unitZh === parent.unitZh && d.unitEn === parent.unitEn;
  return isSameUnit ? [] : [at('unitZh', 'other-unit', `${parent.code} adds up ${parent.unitEn || parent.unitZh}`)];
}

function termFaults(d: KpiDefinitionInput, at: At): Fault[] {
  if (d.formula.kind === 'quantile') {
    const { of } = d.formula;
    const isTimed = of.from === 'query' && KPI_QUERIES[of.query].timed;
    return isTimed ? [] : [at('formula/of', 'not-timed', 'a quantile needs a query of lengths')];
  }
  const timed = termsOf(d).find((term) => term.from === 'query' && KPI_QUERIES[term.query].timed);
  return timed ? [at('formula', 'timed', 'lengths are for quantiles')] : [];
}

function isCircular(code: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = code; at; at = parents.get(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
