import type { KpiBoard, KpiDefinition, KpiLine, KpiTerm, KpiValue } from '../../../protocol/kpi.js';
import { isGroup } from '../../../protocol/kpi-value.js';
import { formulaWords } from './kpi-words.rules.js';
import type { Found } from './kpi-values.rules.js';

/** Where the links of a line lead: from and to when (RFC 3339), and one key of a split; null is the whole city. */
export interface LinkOf {
  from: string;
  to: string;
  split: { by: string; key: string } | null;
  /** More that narrows it. */
  filter?: Readonly<Record<string, string | undefined>>;
}

/** Makes a line of the board of a definition and what was found for it. */
export function lineOf(definition: KpiDefinition, found: Found, link: LinkOf): KpiLine {
  const { formula, definitionZh: _zh, definitionEn: _en, source: _source, ...shown } = definition;
  return {
    ...{ ...shown, ...formulaWords(definition), kind: formula.kind, value: found.value, coverage: found.coverage },
    rows: rowsOf(definition, link),
  };
}

/** Links to the rows behind numerator and denominator; null where nothing of ours is counted. */
export function rowsOf({ formula }: KpiDefinition, link: LinkOf): KpiLine['rows'] {
  if (isGroup(formula)) return { numerator: null, denominator: null };
  if (formula.kind === 'quantile') return { numerator: null, denominator: linkOf(formula.of, link) };
  return {
    numerator: linkOf(formula.numerator, link),
    denominator: formula.kind === 'ratio' ? linkOf(formula.denominator, link) : null,
  };
}

function linkOf(term: KpiTerm, { from, to, split, filter = {} }: LinkOf): string | null {
  if (term.from !== 'query') return null;
  const asked = { ...term.filter, ...filter };
  const named = Object.entries({ query: 'kpi.rows', kpi: term.query, ...asked, from, to, ...split });
  const given = named.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return `/api/v1/rows?${new URLSearchParams(given).toString()}`;
}

/** How many leaves stand how. What is not connected is counted apart. */
export function countStates(lines: readonly { value: KpiValue; kind: KpiLine['kind'] }[]): KpiBoard['counts'] {
  const counts = { good: 0, warn: 0, red: 0, none: 0, notConnected: 0 };
  for (const line of lines) {
    if (isGroup(line)) continue;
    const { value } = line;
    if (value.reason === 'not-connected') counts.notConnected++;
    else counts[value.state]++;
  }
  return counts;
}
