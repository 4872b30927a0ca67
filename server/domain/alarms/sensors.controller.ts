import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ReadingsQuery, SensorFile, SensorReadings } from '../../../protocol/sensor.js';
import type { SensorRow } from '../../city/city-rows.js';
import { AlarmRules, Sensors } from '../../city/sensors.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { unknownSensor } from './refusals.js';
import { SENSOR_CONDITIONS, sensorFile } from './sensor.view.rules.js';
import { ofSensor, readReadings, readSensorsNow } from './sensors.queries.js';

/** One sensor: what it is, how it is, and what it measured. */
@Controller('api/v1/sensors')
export class SensorsController {
  constructor(
    private readonly db: Database,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
  ) {}

  @Get(':id')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'One sensor with its rules, its health and its open alarms', response: SensorFile })
  async one(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<SensorFile> {
    const row = this.find(id, who);
    const now = (await readSensorsNow(this.db.query, [id])).get(id);
    const alarms = await ofSensor(this.db.query, id);
    return sensorFile(row, { now, alarms, rules: this.rules.of(row, SENSOR_CONDITIONS) });
  }

  @Get(':id/readings')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Readings of a sensor in a span of time', query: ReadingsQuery, response: SensorReadings })
  async readings(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<SensorReadings> {
    const { unit } = this.find(id, who);
    const span = parseInput(ReadingsQuery, query);
    return { sensor: id, unit, points: await readReadings(this.db.query, id, span) };
  }

  private find(id: string, who: Principal): SensorRow {
    const sensor = this.sensors.get(id);
    const reach = districtsOf(who, 'alarms.read');
    if (!sensor || (reach !== null && !reach.includes(sensor.district))) throw unknownSensor(id);
    return sensor;
  }
}
