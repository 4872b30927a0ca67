import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { pipeline, Readable } from 'node:stream';
import { ReadingsQuery, SensorReadings } from '../../../protocol/sensor.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { cellOf } from '../../platform/csv.rules.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Curves } from './curves.service.js';
import { SensorRegister } from './sensor-register.service.js';

/** Columns of an export: hours have no quality, readings are one value each. */
const COLUMNS = {
  readings: ['sensor', 'at', 'value', 'unit', 'quality'],
  hours: ['sensor', 'at', 'value', 'low', 'high', 'n', 'unit'],
} as const;

/** What one sensor measured. */
@Controller('api/v1/sensors')
export class ReadingsController {
  constructor(
    private readonly register: SensorRegister,
    private readonly curves: Curves,
  ) {}

  @Get(':id/readings')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Header('vary', 'accept')
  @Api({
    summary: 'Readings of a sensor in a span of time, as a curve with its gaps; as CSV every one of them',
    query: ReadingsQuery,
    response: SensorReadings,
    produces: ['application/json', 'text/csv'],
  })
  async readings(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sensor = this.register.find(id, who);
    const asked = parseInput(ReadingsQuery, query);
    if (!(request.headers.accept ?? '').includes('text/csv'))
      return void (await reply.send(await this.curves.read(sensor, asked)));
    const columns = [...COLUMNS[asked.of ?? 'readings']];
    const out = stringify({
      ...{ header: true, columns, bom: asked.bom === '1', record_delimiter: 'windows', cast: { string: cellOf } },
    });
    const { unit } = sensor;
    const lines = Readable.from(this.curves.export(sensor, asked)).map((line: object) => ({
      ...line,
      sensor: id,
      unit,
    }));
    // A failure half way destroys `out`, and with it the answer: a cut connection is the only honest end.
    pipeline(lines, out, () => undefined);
    const name = `${id.replaceAll(/[^\w.-]/g, '_')}.csv`;
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(out);
  }
}
