import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { KpiDefinition, KpiFile, KpiSeries, KpiSeriesQuery, KpiSpan, KpiValue } from '../../../protocol/kpi.js';
import { yearBefore } from '../../../protocol/kpi-period.js';
import { kpiChange, quantileOf, streakOf } from '../../../protocol/kpi-value.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { KpiBoards } from './kpi-boards.service.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import { DIM, readIndicators, readPlace } from './kpi-parts.queries.js';
import { definitionsIn, spanOf, unknown } from './kpi-period.rules.js';
import { valuesAt, type Where } from './kpi-values.rules.js';
import { fileOf } from './kpi-words.rules.js';

const SNAPSHOT = 'set transaction isolation level repeatable read, read only';
/** What counts as usual: between these percentiles of the periods before. @source screens-more.md §1, usual band */
const USUAL = { low: 0.1, high: 0.9, least: 4 };
const HOUR_MS = 3_600_000;

/** One indicator: what it is, and how it went. */
@Injectable()
export class KpiDetails {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly boards: KpiBoards,
    private readonly numbers: KpiNumbersReader,
  ) {}

  /** @throws kpi/unknown (404) */
  async file(code: string): Promise<KpiFile> {
    const versions = (await readIndicators(this.db.query)).filter((d) => d.code === code);
    const time = this.boards.time();
    const [definition = versions.at(-1)] = definitionsIn(versions, spanOf('day', undefined, time), time);
    if (!definition) throw unknown(code);
    return fileOf(definition, versions);
  }

  /** @throws kpi/unknown (404), kpi/unknown-area (400), kpi/foreign-area (403), kpi/not-yet (400) */
  async series(code: string, asked: KpiSeriesQuery, who: Principal): Promise<KpiSeries> {
    const area = this.boards.areaFor(asked.area, who);
    const where = area === null ? { dim: DIM.city, key: '' } : { dim: DIM.district, key: area };
    const spans = Array.from({ length: asked.n }, (_, back) =>
      spanOf(asked.period, asked.at, this.boards.time(), back),
    );
    const last = spans[0] as KpiSpan;
    return this.db.tx(this.db.query, async (db) => {
      await db.query(SNAPSHOT);
      const all = await readIndicators(db);
      if (!all.some((d) => d.code === code)) throw unknown(code);
      const points: KpiSeries['points'] = [];
      for (const span of spans.reverse()) {
        const value = await this.valueIn(db, all, { code, span, where });
        if (value) points.push({ ...span, value });
      }
      const before = await this.valueIn(db, all, { code, span: earlier(last), where });
      const values = points.map((p) => p.value.value);
      const now = values.at(-1) ?? null;
      const aim = definitionsIn(all, last, this.boards.time()).find((d) => d.code === code);
      return {
        ...{ asOf: { seq: await readPlace(db), at: new Date(this.clock.now()).toISOString() }, code, area, points },
        previous: kpiChange(now, values.at(-2) ?? null),
        lastYear: kpiChange(now, before?.value ?? null),
        streak: aim ? streakOf(aim, values) : 0,
        usual: usualOf(values.slice(0, -1)),
      };
    });
  }

  private async valueIn(
    db: ClientBase,
    all: readonly KpiDefinition[],
    { code, span, where }: { code: string; span: KpiSpan; where: Where },
  ): Promise<KpiValue | undefined> {
    const tree = below(definitionsIn(all, span, this.boards.time()), code);
    const numbers = await this.numbers.read(db, tree, { span, dims: [where.dim] });
    return valuesAt(tree, numbers, where).get(code)?.value;
  }
}

/** An indicator with everything below it. */
function below(definitions: readonly KpiDefinition[], code: string): KpiDefinition[] {
  const wanted = new Set([code]);
  for (let size = 0; size < wanted.size;) {
    size = wanted.size;
    for (const d of definitions) if (d.parent !== null && wanted.has(d.parent)) wanted.add(d.code);
  }
  return definitions.filter((d) => wanted.has(d.code));
}

function earlier({ kind, start, end }: KpiSpan): KpiSpan {
  if (kind !== 'hour') return { kind, start: yearBefore(kind, start), end: yearBefore(kind, end), closed: true };
  const back = (at: string) => new Date(Date.parse(at) - 52 * 7 * 24 * HOUR_MS).toISOString();
  return { kind, start: back(start), end: back(end), closed: true };
}

function usualOf(values: readonly (number | null)[]): KpiSeries['usual'] {
  const known = values.filter((v): v is number => v !== null).sort((a, b) => a - b);
  if (known.length < USUAL.least) return null;
  const at = (share: number) =>
    quantileOf(
      known.map((v) => [v, 1] as const),
      share,
    ) as number;
  return { low: at(USUAL.low), high: at(USUAL.high) };
}
