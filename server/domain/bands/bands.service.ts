import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { BandsComputed } from '../../../protocol/facts/feeds.js';
import { Calendar } from '../../city/calendar.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { computeBands, type SourceHourCount } from './bands.compute.rules.js';
import { historySince, readSourceHours, storeBands } from './bands.queries.js';
import { BAND_DAYS, isHistoryDue, isHourStart } from './bands.rules.js';
import { readIncidentHours, sampleIncidents } from './incident-hours.queries.js';

const EVERY_MS = 2500;
const LEASE_MS = 20_000;
const HOUR_MS = 3_600_000;

/** Keeps the usual bands of the city's day: computed at boot, each hour and after history came in, once per cluster. */
@Injectable()
export class BandsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly lease: Lease;
  private readonly loop: LeasedLoop;
  /** What the last computation stood on: the lease's epoch, the city hour, the roll-ups' seq, and when it was (monotonic ms). */
  private last = { epoch: 0, hour: 0, seq: 0, atMs: -Infinity };
  private hasHistory = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly journal: Journal,
  ) {
    this.lease = new Lease(db, 'bands', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.look(epoch));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One look: does nothing unless this instance holds the lease and there is a reason to compute. */
  async turn(): Promise<void> {
    await this.loop.turn();
  }

  private async look(epoch: number): Promise<void> {
    const { seq, arrived } = await historySince(this.db.system, this.last.seq);
    this.hasHistory ||= arrived;
    this.last.seq = seq;
    const hour = this.clock.hourStart(this.clock.now());
    const isNew = epoch !== this.last.epoch || hour !== this.last.hour;
    const isDue = this.hasHistory && isHistoryDue(arrived, performance.now() - this.last.atMs);
    if (!isNew && !isDue) return;
    if (isNew) await this.sample(epoch);
    await this.computeAndStore(epoch);
    this.hasHistory = false;
    this.last = { epoch, hour, seq, atMs: performance.now() };
  }

  /** Counts the incidents of an hour that has just begun, under the fence of `epoch`. */
  private async sample(epoch: number): Promise<void> {
    const nowMs = this.clock.now();
    const hourMs = this.clock.hourStart(nowMs);
    if (!isHourStart(nowMs, hourMs)) return;
    const at = { hour: Math.floor(hourMs / HOUR_MS), midnight: this.clock.dayStart(nowMs) };
    await this.lease.fenced(epoch, (client) => sampleIncidents(client, at));
  }

  /** Computes the bands of the running city day and reports them under the fence of `epoch` when they moved. */
  async computeAndStore(epoch: number): Promise<void> {
    const fact = await this.compute(this.clock.now());
    await this.lease.fenced(epoch, async (client) => {
      if (await storeBands(client, fact)) await this.journal.append(client, [{ fact, subject: fact.day }]);
    });
  }

  /** Computes the bands of the city day that holds `nowMs` (epoch milliseconds) from the eight weeks before it. */
  async compute(nowMs: number): Promise<BandsComputed> {
    const today = DateTime.fromMillis(nowMs, { zone: this.clock.zone }).startOf('day');
    const past = Array.from({ length: BAND_DAYS }, (_, i) => dayOf(today.minus({ days: BAND_DAYS - i })));
    const from = today.minus({ days: BAND_DAYS }).toMillis() / HOUR_MS;
    const window = [Math.floor(from), Math.floor(today.toMillis() / HOUR_MS)] as const;
    const rows = await readSourceHours(this.db.system, ...window);
    const incidentHours = await readIncidentHours(this.db.system, ...window);
    const dayKind = this.calendar.kindOf(dayOf(today));
    const days = past.filter((day) => this.calendar.kindOf(day) === dayKind);
    const places = new Map<number, { day: string; hour: number }>();
    const counts = rows.map((row): SourceHourCount => {
      const place = places.get(row.hour) ?? this.placeOf(row.hour);
      places.set(row.hour, place);
      return { ...place, source: row.source, n: row.n, unlocated: row.unlocated };
    });
    const incidents = incidentHours.map((row) => ({ ...row, ...this.placeOf(row.hour) }));
    return computeBands({ day: dayOf(today), dayKind, days, counts, incidents });
  }

  private placeOf(epochHour: number): { day: string; hour: number } {
    const at = DateTime.fromMillis(epochHour * HOUR_MS, { zone: this.clock.zone });
    return { day: dayOf(at), hour: at.hour };
  }
}

const dayOf = (at: DateTime) => at.toFormat('yyyy-MM-dd');
