import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { KpiDefinition, KpiSpan } from '../../../protocol/kpi.js';
import { bucketOf, dayNumber, GRAIN } from '../../../protocol/kpi-period.js';
import { Areas } from '../../city/areas.js';
import { CityStore } from '../../city/city.store.js';
import { Histogram } from './kpi-histogram.rules.js';
import { readBegin, readCells, readConnected, readCounters, readLengths, readSeries } from './kpi-parts.queries.js';
import { cellName, counterName, type KpiNumbers } from './kpi-values.rules.js';

/** Reads the numbers that values of one period are made of. */
@Injectable()
export class KpiNumbersReader {
  constructor(
    private readonly areas: Areas,
    private readonly city: CityStore,
  ) {}

  /** @param dims splits that are wanted, as in `kpi_cell`; lengths are kept for the first four */
  async read(
    db: ClientBase,
    definitions: readonly KpiDefinition[],
    { span, dims }: { span: KpiSpan; dims: readonly number[] },
  ): Promise<KpiNumbers> {
    const counters = await readCounters(db);
    const wanted = countersOf(definitions, counters);
    const cells = await readCells(db, { grain: GRAIN[span.kind], buckets: [bucketOf(span)], dims }, [
      ...wanted.counts,
      ...wanted.lengths,
    ]);
    const lengths =
      span.kind === 'hour'
        ? []
        : await readLengths(db, {
            ...{ counters: wanted.lengths, dims, from: dayNumber(span.start), to: dayNumber(span.end) },
          });
    const series = span.kind === 'hour' ? [] : await readSeries(db, span.kind, [span.start]);
    const begin = await readBegin(db, GRAIN[span.kind]);
    return {
      counters,
      timed: wanted.lengths,
      isUncounted: span.closed && begin !== null && bucketOf(span) < begin,
      cells: new Map(cells.map((c) => [cellName(c.counter, c), c.n])),
      lengths: new Map(lengths.map((l) => [cellName(l.counter, l), new Histogram(l.lengths)])),
      series: new Map(series.map((s) => [`${s.series}|${s.area}`, s.value])),
      connected: await readConnected(db),
      population: this.population(),
    };
  }

  /** People by district, and of the city under ''. */
  population(): Map<string, number> {
    const people = new Map<string, number>();
    for (const { code, population } of this.areas.districts()) if (population !== null) people.set(code, population);
    const own = this.city.current.rows.areas.find((a) => a.level === 'city')?.population ?? null;
    const sum = [...people.values()].reduce((total, n) => total + n, 0);
    if (own !== null || people.size > 0) people.set('', own ?? sum);
    return people;
  }
}

/** Counters that definitions need: those of counts, and those whose lengths are read. */
function countersOf(
  definitions: readonly KpiDefinition[],
  counters: ReadonlyMap<string, number>,
): { counts: number[]; lengths: number[] } {
  const [counts, lengths] = [new Set<number>(), new Set<number>()];
  for (const { formula } of definitions) {
    const terms =
      formula.kind === 'ratio'
        ? [formula.numerator, formula.denominator]
        : formula.kind === 'count'
          ? [formula.numerator]
          : [];
    for (const term of terms) add(counts, term.from === 'query' ? counters.get(counterName(term)) : undefined);
    if (formula.kind === 'quantile' && formula.of.from === 'query') add(lengths, counters.get(counterName(formula.of)));
  }
  return { counts: [...counts], lengths: [...lengths] };
}

function add(set: Set<number>, counter: number | undefined): void {
  if (counter !== undefined) set.add(counter);
}
