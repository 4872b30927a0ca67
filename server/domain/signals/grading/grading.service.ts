import { Injectable } from '@nestjs/common';
import { GradedQuantity, Pollutant, type SensorGrades } from '../../../../protocol/grading.js';
import { Sensors } from '../../../city/sensors.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { gradeDays, gradeRolling } from './grading.rules.js';
import { readHours } from './grading.queries.js';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const DEFAULT_HOURS = 7 * DAY_HOURS;
const MAX_HOURS = 366 * DAY_HOURS;

/** Grades what sensors measured hour by hour. */
@Injectable()
export class Grading {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sensors: Sensors,
  ) {}

  /** Hours, running 24 hours and days of one sensor. @throws 404 sensor/unknown, 422 sensor/no-grade, sensor/span-too-long */
  async of(
    id: string,
    asked: { from?: string | undefined; to?: string | undefined },
    who: Principal,
  ): Promise<SensorGrades> {
    const sensor = this.sensors.get(id);
    const reach = districtsOf(who, 'situation.read');
    if (!sensor || (reach !== null && !reach.includes(sensor.district)))
      throw new DomainError(404, 'sensor/unknown', `no sensor ${id}`);
    const quantity = GradedQuantity.safeParse(sensor.metric);
    if (!quantity.success) {
      const graded = [...Pollutant.options, 'rain'].join(', ');
      throw new DomainError(422, 'sensor/no-grade', `${sensor.metric} has no grades; ${graded} have`);
    }
    const span = this.spanOf(asked);
    // A gauge tells what fell since its last reading (mm) or how hard it rains (mm/h).
    const how = sensor.unit === 'mm' ? 'sum' : 'mean';
    // The first running 24 hours need those before.
    const before = new Date(Date.parse(span.from) - DAY_HOURS * HOUR_MS).toISOString();
    const read = await readHours(this.db.query, { sensor: id, ...span, from: before, how });
    const hours = read.slice(DAY_HOURS);
    return {
      ...{ sensor: id, quantity: quantity.data, unit: sensor.unit, ...span, hours },
      rolling: gradeRolling(read, quantity.data).slice(DAY_HOURS),
      days: gradeDays(hours, { quantity: quantity.data, dayOf: (ms) => this.clock.dayOf(ms) }),
    };
  }

  /** Whole hours: the last seven days unless asked for. */
  private spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }): { from: string; to: string } {
    const toMs = this.clock.hourStart(to === undefined ? this.clock.now() : Date.parse(to));
    const fromMs = from === undefined ? toMs - DEFAULT_HOURS * HOUR_MS : this.clock.hourStart(Date.parse(from));
    if (toMs <= fromMs || toMs - fromMs > MAX_HOURS * HOUR_MS)
      throw new DomainError(422, 'sensor/span-too-long', 'ask for at least an hour and at most 366 days');
    return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  }
}
