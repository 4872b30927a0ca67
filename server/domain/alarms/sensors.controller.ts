import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { SensorAlarms, SensorAlarmsQuery, SensorFile, SensorPage, SensorsQuery } from '../../../protocol/sensor.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { historyOf } from './alarms.queries.js';
import { SensorRegister } from './sensor-register.service.js';
import { afterAlarm, historyCursor } from './sensors.request.rules.js';

/** Sensors: the list, one with how it is, and the alarms it had. */
@Controller('api/v1/sensors')
@Policy('alarms.read')
export class SensorsController {
  constructor(
    private readonly db: Database,
    private readonly register: SensorRegister,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Sensors in reach, those that alarm first', query: SensorsQuery, response: SensorPage })
  list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<SensorPage> {
    return this.register.page(parseInput(SensorsQuery, query), who);
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'One sensor with its rules, its health and its open alarms', response: SensorFile })
  one(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<SensorFile> {
    return this.register.file(id, who);
  }

  @Get(':id/alarms')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Every alarm of a sensor, the newest first', query: SensorAlarmsQuery, response: SensorAlarms })
  async alarms(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<SensorAlarms> {
    const { cursor, limit } = parseInput(SensorAlarmsQuery, query);
    const sensor = this.register.find(id, who);
    const found = await historyOf(this.db.query, sensor.id, { after: afterAlarm(cursor), limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, cursor: found.length > limit ? historyCursor(items.at(-1)) : null };
  }
}
