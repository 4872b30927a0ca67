import type { ClientBase } from 'pg';
import type { KpiDefinition, KpiDimension, KpiTerm } from '../../../protocol/kpi.js';
import { Histogram } from './kpi-histogram.rules.js';
import { cellName, counterName, type KpiNumbers } from './kpi-values.rules.js';
import { SPLIT_COLUMN } from './rows.kpis.queries.js';

/** What is asked beyond the kept cells: any stretch of time, narrowed and split. */
export interface Asked {
  from: string;
  to: string;
  by: KpiDimension;
  source: string | null;
  district: string | null;
  /** Reach of who asks; null is everywhere. */
  districts: readonly string[] | null;
  /** The zone by whose clock closing is measured; null: by the time that passed. */
  clock: string | null;
}

type Query = Extract<KpiTerm, { from: 'query' }>;
/** Dimension that keys of an asked split are put under: 0 is the total. */
export const ASKED_DIM = 1;

/** Named queries of how long closing took; the last one holds negative lengths too. */
const CLOSE_TIMES: readonly string[] = ['cases.closeTime', 'cases.closeTimeOfOpened', 'cases.closeTimeAll'];
const SIGNED = 'cases.closeTimeAll';
/** $11: the zone by whose clock; null leaves lengths as they are. */
const LENGTH = `case when $11::text is null then seconds
  else floor(extract(epoch from (closed_at at time zone $11) - (opened_at at time zone $11)))::int end`;

/** Counts of one named query by key of the split, and by second where it has lengths. Indexes kpi_subject_opened, _closed, _due. */
async function countAsked(db: ClientBase, term: Query, asked: Asked) {
  const { stream = null, type = '', source = null, priority = null } = term.filter ?? {};
  const { rows } = await db.query<{ key: string; seconds: number | null; n: number }>(
    `select ${SPLIT_COLUMN[asked.by]} as key, ${LENGTH} as seconds, count(*)::int as n from kpi_event
     where query = $1 and at >= $2 and at < $3 and ($4::text is null or stream = $4) and starts_with(type, $5)
       and ($6::text is null or source = $6) and ($7::int is null or priority = $7)
       and ($8::text is null or source = $8) and ($9::text is null or district = $9) and ($10::text[] is null or district = any ($10))
     group by 1, 2 order by 1, 2`,
    [
      ...[term.query, asked.from, asked.to, stream, type, source, priority, asked.source, asked.district],
      ...[asked.districts, CLOSE_TIMES.includes(term.query) ? asked.clock : null],
    ],
  );
  return rows.filter(({ seconds }) => seconds === null || seconds >= 0 || term.query === SIGNED);
}

/** Reads what one indicator needs, counted from the subjects themselves; keys that have anything, in order. */
export async function readAsked(
  db: ClientBase,
  { formula }: KpiDefinition,
  asked: Asked,
): Promise<{ numbers: KpiNumbers; keys: string[] }> {
  const [counters, cells] = [new Map<string, number>(), new Map<string, number>()];
  const lengths = new Map<string, [number, number][]>();
  const keys = new Set<string>();
  for (const term of queriesOf(formula)) {
    const name = counterName(term);
    if (counters.has(name)) continue;
    const counter = counters.size;
    counters.set(name, counter);
    for (const { key, seconds, n } of await countAsked(db, term, asked)) {
      keys.add(key);
      for (const where of [
        { dim: 0, key: '' },
        { dim: ASKED_DIM, key },
      ]) {
        const cell = cellName(counter, where);
        cells.set(cell, (cells.get(cell) ?? 0) + n);
        if (seconds === null) continue;
        const list = lengths.get(cell);
        if (list) list.push([seconds, n]);
        else lengths.set(cell, [[seconds, n]]);
      }
    }
  }
  const histograms = new Map([...lengths].map(([cell, list]) => [cell, histogramOf(list)]));
  const nothing = {
    timed: [],
    isUncounted: false,
    series: new Map<string, number>(),
    connected: new Set<string>(),
    population: new Map<string, number>(),
  };
  return { keys: [...keys].sort(), numbers: { counters, cells, lengths: histograms, ...nothing } };
}

/** A length stands once for every key: the total has it as often. */
function histogramOf(list: readonly (readonly [number, number])[]): Histogram {
  const sums = new Map<number, number>();
  for (const [seconds, n] of list) sums.set(seconds, (sums.get(seconds) ?? 0) + n);
  return new Histogram([...sums].toSorted(([a], [b]) => a - b));
}

function queriesOf(formula: KpiDefinition['formula']): Query[] {
  const terms =
    formula.kind === 'ratio'
      ? [formula.numerator, formula.denominator]
      : formula.kind === 'count'
        ? [formula.numerator]
        : formula.kind === 'quantile'
          ? [formula.of]
          : [];
  return terms.filter((term): term is Query => term.from === 'query');
}
