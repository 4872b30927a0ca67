import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { KpiDefinition, KpiSpan, KpiSplit, KpiSplitQuery } from '../../../protocol/kpi.js';
import { ranked } from '../../../protocol/kpi-value.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { ASKED_DIM, readAsked, type Asked } from './kpi-asked.queries.js';
import { rowsOf } from './kpi-board.rules.js';
import { KpiBoards } from './kpi-boards.service.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import { readIndicators, readPlace } from './kpi-parts.queries.js';
import { definitionsIn, instantsOf, midnight, spanOf, unknown } from './kpi-period.rules.js';
import { valuesAt, type KpiNumbers } from './kpi-values.rules.js';

const SNAPSHOT = 'set transaction isolation level repeatable read, read only';

/** One indicator by district, source, organisation, type, channel or category, ranked. */
@Injectable()
export class KpiSplits {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly boards: KpiBoards,
    private readonly numbers: KpiNumbersReader,
  ) {}

  /** @throws kpi/unknown (404), kpi/unknown-area (400), kpi/foreign-area (403), kpi/bad-stretch (400), permission/denied (403) */
  async split(code: string, asked: KpiSplitQuery, who: Principal): Promise<KpiSplit> {
    // Who is in charge by its source is what somebody wrote.
    if (asked.by === 'organisation' && who.permissions['rows.text'] === 'none')
      throw new DomainError(403, 'permission/denied', 'a split by organisation needs rows.text');
    if (asked.district !== undefined) this.boards.areaFor(asked.district, who);
    const span = spanOf(asked.period, asked.at, this.boards.time());
    const stretch = this.stretchOf(asked, span);
    return this.db.tx(this.db.query, async (db) => {
      await db.query(SNAPSHOT);
      const definitions = definitionsIn(await readIndicators(db), span, this.boards.time());
      const definition = definitions.find((d) => d.code === code);
      if (!definition) throw unknown(code);
      const isPlain = [asked.from, asked.source, asked.district].every((v) => v === undefined);
      const reach = this.boards.reachOf(who);
      const found =
        asked.by === 'district' && isPlain && asked.period !== 'hour' && asked.lengths === 'passed'
          ? await this.kept(db, definitions, { span, keys: this.boards.districtsFor(who) })
          : await this.counted(db, definition, {
              ...{ by: asked.by, ...stretch, districts: reach },
              ...{ source: asked.source ?? null, district: asked.district ?? null },
              clock: asked.lengths === 'clock' ? this.clock.zone : null,
            });
      const used = isPlain ? definitions : [definition];
      const value = (key: string, dim: number) => valuesAt(used, found.numbers, { dim, key }).get(code)?.value;
      const filter = { source: asked.source, district: asked.district };
      const values = found.keys.flatMap((key) => {
        const of = value(key, ASKED_DIM);
        const rows = rowsOf(definition, { ...stretch, split: { by: asked.by, key }, filter });
        return of ? [{ key, value: of, rows }] : [];
      });
      const places = ranked(
        values.map((v) => ({ ...v, of: v.value, value: v.value.value })),
        definition.direction,
      );
      return {
        asOf: { seq: await readPlace(db), at: new Date(this.clock.now()).toISOString() },
        ...{ code, by: asked.by, ...stretch, total: value('', 0) as KpiSplit['total'] },
        values: places.map(({ key, rank, of, rows }) => ({ key, rank, value: of, rows })),
      };
    });
  }

  private stretchOf({ from, to }: KpiSplitQuery, span: KpiSpan): { from: string; to: string } {
    if (from === undefined && to === undefined) return instantsOf(span, this.clock.zone);
    if (from === undefined || to === undefined || from >= to)
      throw new DomainError(400, 'kpi/bad-stretch', 'from and to are days, and from comes first');
    return { from: midnight(from, this.clock.zone), to: midnight(to, this.clock.zone) };
  }

  private async kept(
    db: ClientBase,
    definitions: readonly KpiDefinition[],
    { span, keys }: { span: KpiSpan; keys: string[] },
  ): Promise<{ numbers: KpiNumbers; keys: string[] }> {
    return { keys, numbers: await this.numbers.read(db, definitions, { span, dims: [0, ASKED_DIM] }) };
  }

  private async counted(
    db: ClientBase,
    definition: KpiDefinition,
    asked: Asked,
  ): Promise<{ numbers: KpiNumbers; keys: string[] }> {
    const { numbers, keys } = await readAsked(db, definition, asked);
    return { keys, numbers: asked.by === 'district' ? { ...numbers, population: this.numbers.population() } : numbers };
  }
}
