import { Injectable } from '@nestjs/common';
import type { PastSituation, SituationCell } from '../../protocol/live/situation.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { countCells, rollupsSeq, type PastWindow } from './past-situation.queries.js';
import { timesAt, windowOf } from './times.rules.js';

const MINUTE_MS = 60_000;
/** Minutes are kept for 48 h; the day of a moment may begin 25 h before it. */
const BY_MINUTE_WITHIN = 22 * 60;

/** Counts of a past moment, from the roll-ups: to the minute for the last day, by whole hours before. */
@Injectable()
export class PastSituationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts as of the minute that holds `atMs` (epoch ms), by what is known today. @throws situation/in-the-future (400) */
  async at(atMs: number, districts: readonly string[] | null): Promise<PastSituation> {
    const nowMs = this.clock.now();
    if (atMs > nowMs)
      throw new DomainError(400, 'situation/in-the-future', "at is later than the city's clock; leave it out for now");
    const t = timesAt(atMs, this.clock);
    const isByMinute = Math.floor(nowMs / MINUTE_MS) - t.minute <= BY_MINUTE_WITHIN;
    const windows = isByMinute
      ? { unit: 'minute' as const, hour: t.hourFrom, day: t.todayFrom, to: t.to, minutes: 1 }
      : byHours(t);
    const part = (from: number): PastWindow => ({ unit: windows.unit, from, to: windows.to, districts });
    return this.database.tx(this.database.query, async (db) => {
      await db.query('set transaction isolation level repeatable read read only');
      const seq = await rollupsSeq(db);
      const lastHour = await countCells(db, part(windows.hour));
      const today = await countCells(db, part(windows.day));
      const window = (from: number) => windowOf(from * windows.minutes, windows.to * windows.minutes);
      return {
        asOf: { seq, at: new Date(atMs).toISOString() },
        resolution: windows.unit,
        windows: { lastHour: window(windows.hour), today: window(windows.day) },
        lastHour,
        today,
        totals: {
          lastHour: sum(lastHour),
          today: sum(today),
          unlocated: sum(lastHour.filter((c) => c.placed === 'unlocated')),
          outside: sum(lastHour.filter((c) => c.placed === 'outside')),
        },
      };
    });
  }
}

/** The whole hour that holds the moment, and the whole hours of its city day up to that one. */
function byHours(t: { minute: number; todayFrom: number }) {
  const hour = Math.floor(t.minute / 60);
  return { unit: 'hour' as const, hour, day: Math.ceil(t.todayFrom / 60), to: hour + 1, minutes: 60 };
}

function sum(cells: readonly SituationCell[]): number {
  return cells.reduce((total, cell) => total + cell.n, 0);
}
