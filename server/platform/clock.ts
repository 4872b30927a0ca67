import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Config } from './config.js';
import type { Database } from './database.js';

const REFRESH_MS = 5000;
/** Corrections below this never make the clock step back; a larger one is a real change of the database's clock. */
const STEP_MS = 1000;

/**
 * The city's clock: the database's `city_now()`, followed by an offset so that reading it costs nothing. Every instance on one
 * database therefore agrees on the time, whatever its own clock says.
 */
@Injectable()
export class Clock implements OnModuleDestroy {
  private readonly log = new Logger('clock');
  private cityMs = Date.now();
  private localMs = performance.now();
  private rate = 1;
  private lastMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;

  private constructor(
    private readonly db: Database,
    readonly zone: string,
  ) {}

  /** Sets the demo's shifted clock when configured (or takes it back), reads the time once and starts following it. */
  static async start(db: Database, config: Pick<Config, 'cityClock' | 'cityTz'>): Promise<Clock> {
    const clock = new Clock(db, config.cityTz);
    await clock.shift(config.cityClock);
    await clock.refresh();
    clock.timer = setInterval(() => void clock.follow(), REFRESH_MS);
    clock.timer.unref();
    return clock;
  }

  /** Reads the time once and leaves its setting alone: for a command beside the service. */
  static async beside(db: Database, zone: string): Promise<Clock> {
    const clock = new Clock(db, zone);
    await clock.refresh();
    return clock;
  }

  /** City time now, epoch milliseconds. Never steps back within a second of correction. */
  now(): number {
    const ms = Math.round(this.cityMs + (performance.now() - this.localMs) * this.rate);
    if (ms < this.lastMs && this.lastMs - ms < STEP_MS * Math.max(1, this.rate)) return this.lastMs;
    this.lastMs = ms;
    return ms;
  }

  /** City milliseconds that pass in one real millisecond; 1 but for a demo's hurried clock. */
  get speed(): number {
    return this.rate;
  }

  /** Start of the city's day that holds `ms`, epoch milliseconds. */
  dayStart(ms: number): number {
    return DateTime.fromMillis(ms, { zone: this.zone }).startOf('day').toMillis();
  }

  /** Hour of the city's day, 0..23. */
  hourOf(ms: number): number {
    return DateTime.fromMillis(ms, { zone: this.zone }).hour;
  }

  /** City date, YYYY-MM-DD. */
  dayOf(ms: number): string {
    return DateTime.fromMillis(ms, { zone: this.zone }).toFormat('yyyy-MM-dd');
  }

  /** Start of the city's hour that holds `ms`, epoch milliseconds. */
  hourStart(ms: number): number {
    return DateTime.fromMillis(ms, { zone: this.zone }).startOf('hour').toMillis();
  }

  /**
   * City time as the database says it at this moment, epoch milliseconds: for judging what the followed offset calls impossible. After a jump of the
   * database's clock, or a sleep of the machine, the offset is wrong for seconds. Those who ask together share one look; without a database
   * it answers by the last offset.
   */
  async read(): Promise<number> {
    this.reading ??= this.follow().finally(() => (this.reading = undefined));
    await this.reading;
    return this.now();
  }

  /** Reads `city_now()` and moves the offset; half of the round trip is taken as the way back. */
  async refresh(): Promise<void> {
    const before = performance.now();
    const { rows } = await this.db.system.query<{ ms: number; rate: number }>(
      'select (extract(epoch from city_now()) * 1000)::float8 as ms, coalesce((select rate from clock_setting), 1)::float8 as rate',
    );
    const after = performance.now();
    const [row] = rows;
    if (!row) return;
    this.rate = row.rate;
    this.cityMs = row.ms + ((after - before) / 2) * row.rate;
    this.localMs = after;
  }

  /** Stops following. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async follow(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.log.warn({ msg: 'city time not refreshed; running on the last offset', error: (error as Error).message });
    }
  }

  private async shift(wanted: Config['cityClock']): Promise<void> {
    if (!wanted) {
      const gone = await this.db.system.query('delete from clock_setting');
      if (gone.rowCount) this.log.warn('CITY_CLOCK is unset: the shifted clock of an earlier run is taken back');
      return;
    }
    // Unchanged settings keep running from their first start, so that a restart does not turn time back.
    await this.db.system.query(
      `insert into clock_setting (start_at, rate) values (to_timestamp($1::float8 / 1000), $2)
       on conflict (only_row) do update set start_at = excluded.start_at, rate = excluded.rate, real_start = clock_timestamp()
       where (clock_setting.start_at, clock_setting.rate) is distinct from (excluded.start_at, excluded.rate)`,
      [wanted.startMs, wanted.rate],
    );
  }
}
