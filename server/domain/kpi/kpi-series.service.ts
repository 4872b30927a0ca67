import { Injectable } from '@nestjs/common';
import type { KpiSeriesInput } from '../../../protocol/kpi.js';
import { periodOf } from '../../../protocol/kpi-period.js';
import { Areas } from '../../city/areas.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';

/** Numbers that others supply. */
@Injectable()
export class KpiSeriesBook {
  constructor(
    private readonly db: Database,
    private readonly areas: Areas,
    private readonly audit: Audit,
  ) {}

  /** Keeps numbers; one that is sent again replaces the one before. @throws kpi/bad-series (422) with every fault */
  async put(
    { series, period, values }: KpiSeriesInput,
    by: { actor: string; address: string },
  ): Promise<{ kept: number }> {
    const known = new Set(['', ...this.areas.districts().map(({ code }) => code)]);
    const errors = values.flatMap(({ start, area }, i) => [
      ...(periodOf(period, start).start === start
        ? []
        : [fault(`/values/${i}/start`, `no ${period} begins on ${start}`)]),
      ...(known.has(area) ? [] : [fault(`/values/${i}/area`, `the city has no district ${area}`)]),
    ]);
    if (errors.length > 0) throw new DomainError(422, 'kpi/bad-series', 'the numbers do not fit', { errors });
    const distinct = new Map(values.map((v) => [`${v.start} ${v.area}`, v]));
    await this.db.tx(this.db.query, async (db) => {
      await db.query(
        `insert into kpi_series (series, period, start, area, value, by)
         select $1, $2, r.start, r.area, r.value, $4 from json_to_recordset($3) as r (start date, area text, value numeric)
         on conflict (series, period, start, area) do update set value = excluded.value, at = city_now(), by = excluded.by`,
        [series, period, JSON.stringify([...distinct.values()]), by.actor],
      );
      // A number of a period that is over makes a correction, as a late fact does.
      await db.query('update kpi_period set is_late = true where period = $1 and start = any ($2::date[])', [
        period,
        values.map((v) => v.start),
      ]);
      await this.audit.record(
        { ...by, action: 'kpi.series-put', subject: series, detail: { period, kept: distinct.size } },
        db,
      );
    });
    return { kept: distinct.size };
  }
}

function fault(pointer: string, detail: string) {
  return { pointer, code: 'unfit', detail };
}
