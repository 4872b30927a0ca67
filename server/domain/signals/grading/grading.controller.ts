import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Pollutant, SensorGrades } from '../../../../protocol/grading.js';
import { Sensors } from '../../../city/sensors.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { Policy } from '../../../platform/policy.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { gradeDays, gradeRolling } from './grading.rules.js';
import { readHours } from './grading.queries.js';

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 7 * 24;
const MAX_HOURS = 366 * 24;
const Quantity = z.union([Pollutant, z.literal('rain')]);
const GradesQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

/** What a sensor's hours come to: air by its index, rain by its grade. */
@Controller('api/v1/sensors')
export class GradingController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sensors: Sensors,
  ) {}

  @Get(':id/grades')
  @Header('cache-control', 'no-store')
  @Policy('situation.read')
  @Api({
    summary: 'Hours, running 24 hours and days of an air or rain sensor, graded',
    query: GradesQuery,
    response: SensorGrades,
  })
  async grades(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<SensorGrades> {
    const asked = parseInput(GradesQuery, query);
    const sensor = this.sensors.get(id);
    const reach = districtsOf(who, 'situation.read');
    if (!sensor || (reach !== null && !reach.includes(sensor.district)))
      throw new DomainError(404, 'sensor/unknown', `no sensor ${id}`);
    const quantity = Quantity.safeParse(sensor.metric);
    if (!quantity.success)
      throw new DomainError(
        422,
        'sensor/no-grade',
        `${sensor.metric} has no grades; air (${Pollutant.options.join(', ')}) and rain have`,
      );
    const span = this.spanOf(asked);
    // A gauge tells what fell since its last reading (mm) or how hard it rains (mm/h).
    const how = sensor.unit === 'mm' ? 'sum' : 'mean';
    // The first running 24 hours need those before.
    const read = await readHours(this.db.query, { sensor: id, ...span, from: minusDay(span.from), how });
    const hours = read.slice(24);
    const dayOf = (ms: number) => this.clock.dayOf(ms);
    return {
      ...{ sensor: id, quantity: quantity.data, unit: sensor.unit, ...span, hours },
      rolling: gradeRolling(read, quantity.data).slice(24),
      days: gradeDays(hours, { quantity: quantity.data, dayOf }),
    };
  }

  /** Whole hours: the last seven days unless asked for. @throws 422 sensor/span-too-long */
  private spanOf({ from, to }: z.infer<typeof GradesQuery>): { from: string; to: string } {
    const toMs = this.clock.hourStart(to === undefined ? this.clock.now() : Date.parse(to));
    const fromMs = from === undefined ? toMs - DEFAULT_HOURS * HOUR_MS : this.clock.hourStart(Date.parse(from));
    if (toMs <= fromMs || toMs - fromMs > MAX_HOURS * HOUR_MS)
      throw new DomainError(422, 'sensor/span-too-long', 'ask for at least an hour and at most 366 days');
    return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  }
}

function minusDay(at: string): string {
  return new Date(Date.parse(at) - 24 * HOUR_MS).toISOString();
}
