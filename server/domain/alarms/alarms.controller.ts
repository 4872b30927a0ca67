import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { LOAD } from '../../../protocol/alarm.js';
import * as command from '../../../protocol/alarm-command.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { cursorOf, keysIn } from './alarms.request.rules.js';
import { listAlarms, readBenchmark, readFile, readSeats } from './alarms.queries.js';
import { unknownAlarm } from './refusals.js';

/** Days that the guideline is measured over. @source handbook §8.2: at least 30 days of data */
const BENCHMARK_DAYS = 30;

/** Alarms: lists, one with its course, the load of the seats. */
@Controller('api/v1')
export class AlarmsController {
  constructor(private readonly db: Database) {}

  @Get('alarms')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Open alarms, the most urgent first', query: command.AlarmsQuery, response: command.AlarmPage })
  async list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<command.AlarmPage> {
    const { tab, cause, district, q, cursor, limit } = parseInput(command.AlarmsQuery, query);
    const filter = {
      ...{ tab, cause: cause ?? null, q: q || null, districts: districtsOf(who, 'alarms.read') },
      district: district === undefined ? null : district.split(',').filter(Boolean),
    };
    const { total, rows } = await listAlarms(this.db.query, filter, { after: keysIn(cursor), limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      total,
      items: shown.map((r) => r.line),
      cursor: rows.length > limit ? cursorOf(shown.at(-1)?.keys) : null,
    };
  }

  @Get('alarms/load')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Alarm load of the seats, and of the days behind', response: command.AlarmLoad })
  async load(): Promise<command.AlarmLoad> {
    const behind = await readBenchmark(this.db.query, BENCHMARK_DAYS, LOAD.flood);
    return { ...behind, seats: await readSeats(this.db.query) };
  }

  @Get('alarms/:id')
  @Policy('alarms.read')
  @Api({ summary: 'One alarm with its course', response: command.AlarmFile })
  async one(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<command.AlarmFile> {
    const file = await readFile(this.db.query, parseUuid(id), districtsOf(who, 'alarms.read'));
    if (!file) throw unknownAlarm(id);
    return file;
  }
}
