import { Injectable } from '@nestjs/common';
import type { ClientBase, Pool } from 'pg';
import type { Forecast, ForecastInput, ForecastQuery } from '../../../protocol/forecast.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { backtest, type Rolling } from './backtest.rules.js';
import { outlook, type Expected } from './interval.rules.js';
import { DAYS, WEEKS } from './rhythm.data.js';
import { joined, ownFromOf, seamOf, type Counting, type TwoCounts } from './seam.rules.js';
import { readBoth, readOwnDays, readSupplied } from './series.queries.js';
import { addDays, dayAt, weekly, type Series } from './series.rules.js';

/** The back-test of our own series goes over half a year, from week to week. */
const TESTED_DAYS = 182;
/** Origins of one back-test: each makes forecasts of its own for its interval. */
const MOST_ORIGINS = 400;

/** How two counts of one series meet. */
type Known = NonNullable<Forecast['seam']>;

/** Forecasts of counts, with the interval and the back-test that say how far to trust them. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Forecasts what our own history counts, from today on. `districts`: those within reach, null all. */
  async ours(asked: ForecastQuery, districts: readonly string[] | null): Promise<Forecast> {
    const today = this.clock.dayOf(this.clock.now());
    const filter = { stream: asked.stream ?? null, type: asked.type ?? null, districts };
    const to = addDays(today, -1);
    const counting = await this.counting(this.db.query, to);
    const known = this.join(await readBoth(this.db.query, today, filter), counting, to);
    if (known === null) return nothing(asked.by);
    const daily = known.series;
    const series = asked.by === 'week' ? weekly(daily) : daily;
    const tested = asked.by === 'week' ? TESTED_DAYS / 7 : TESTED_DAYS;
    const rolling = {
      first: series.counts.length - tested,
      horizon: asked.horizon,
      stride: asked.by === 'week' ? 1 : 7,
    };
    return { ...forecastOf(series, rolling), seam: known.seam };
  }

  /** When anything was counted up to a day: here, and by the daily aggregates of the city's profile. */
  async counting(db: Pool | ClientBase, to: string): Promise<Counting> {
    const before = addDays(to, 1);
    return { ownFrom: ownFromOf(await readOwnDays(db, before), to), supplied: await readSupplied(db, before) };
  }

  /** One history of what was counted here and by the aggregates, up to a day; null when nothing is known. docs/forecast.md §Two counts */
  join(counts: TwoCounts, counting: Counting, to: string): { seam: Known; series: Series } | null {
    const seam = seamOf(counts, counting, to);
    const series = seam && joined(counts, seam, { counting, to });
    if (seam === null || series === null) return null;
    return { seam: { fit: seam.fit, factor: seam.factor, from: seam.ownFrom }, series };
  }

  /** Forecasts a series that the asker brings along. @throws 422 forecast/too-many-origins */
  given({ by, first, counts, horizon, skip, origin, stride, season }: ForecastInput): Forecast {
    const tested = by === 'week' ? TESTED_DAYS / 7 : TESTED_DAYS;
    const from = origin ?? counts.length - tested;
    if ((counts.length - from) / stride > MOST_ORIGINS) {
      const detail = `more than ${MOST_ORIGINS} origins; set a later origin or a longer stride`;
      throw new DomainError(422, 'forecast/too-many-origins', detail, {
        errors: [{ pointer: '/stride', code: 'forecast/too-many-origins', detail }],
      });
    }
    const rolling = { first: from, horizon, stride, ...(season !== undefined && { season }) };
    return forecastOf({ by, first, counts }, rolling, skip);
  }
}

function forecastOf(series: Series, rolling: Rolling, skip = 0): Forecast {
  const { by, counts } = series;
  const rhythm = by === 'week' ? WEEKS : DAYS;
  const events = Math.round(counts.reduce((a, b) => a + b, 0));
  const history = { from: series.first, to: dayAt(series, counts.length - 1), steps: counts.length, events };
  const expected = events > 0 ? outlook(counts, { horizon: rolling.horizon, skip }, rhythm) : null;
  const missing = expected ? null : events > 0 ? ('too-short' as const) : ('nothing-counted' as const);
  const tested = expected && backtest(counts, rolling, rhythm);
  return {
    by,
    history,
    missing,
    steps: (expected?.steps ?? []).map((step, i) => ({ day: dayAt(series, counts.length + i), ...rounded(step) })),
    total: expected?.total ? rounded(expected.total) : null,
    backtest: tested,
    seam: null,
  };
}

function nothing(by: ForecastQuery['by']): Forecast {
  const history = { from: null, to: null, steps: 0, events: 0 };
  return { by, history, missing: 'nothing-counted', steps: [], total: null, backtest: null, seam: null };
}

/** Two decimals: more would pretend to know. */
function rounded({ value, low, high }: Expected): Expected {
  const round = (n: number) => Math.round(n * 100) / 100;
  return { value: round(value), low: round(low), high: round(high) };
}
