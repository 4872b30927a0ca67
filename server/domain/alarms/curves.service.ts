import { Injectable } from '@nestjs/common';
import type { ReadingsQuery, SensorReadings } from '../../../protocol/sensor.js';
import type { SensorRow } from '../../city/city-rows.js';
import { Sources } from '../../city/sources.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { exportReadings, readEnds, readGaps, readPoints, type ExportedReading } from './curve.queries.js';
import { gapsOf, planCurve } from './curve.rules.js';

/** What sensors measured over a span: as a curve of bounded length with its gaps, or value by value. */
@Injectable()
export class Curves {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sources: Sources,
  ) {}

  /** Seconds after which a sensor should be heard again: its own, else its source's; null where nobody said. */
  rhythmOf({ expectEverySeconds, source }: SensorRow): number | null {
    return expectEverySeconds ?? this.sources.get(source)?.expectEverySeconds ?? null;
  }

  /** The curve of a span, with what is missing in it. */
  async read(sensor: SensorRow, { from, to }: ReadingsQuery): Promise<SensorReadings> {
    const nowMs = this.clock.now();
    const span = { fromMs: Date.parse(from), toMs: Date.parse(to) };
    const { of, stepSeconds, gapSeconds } = planCurve(span, { nowMs, rhythm: this.rhythmOf(sensor) });
    const asked = { sensor: sensor.id, from, to, stepSeconds, gapSeconds };
    const [points, between, ends] = await Promise.all([
      readPoints(this.db.query, of, asked),
      readGaps(this.db.query, of, asked),
      readEnds(this.db.query, of, asked),
    ]);
    const toMs = Math.min(span.toMs, nowMs);
    const gaps = gapsOf(between, { fromMs: span.fromMs, toMs, gapSeconds, ...ends });
    return { sensor: sensor.id, unit: sensor.unit, of, stepSeconds, gapSeconds, points, gaps };
  }

  /** Every value of the span in order: readings, or hours. */
  export(sensor: SensorRow, { from, to, of }: ReadingsQuery): AsyncGenerator<ExportedReading> {
    return exportReadings(this.db.query, of ?? 'readings', { sensor: sensor.id, from, to });
  }
}
