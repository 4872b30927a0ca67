import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { ProfileUnit } from '../../../protocol/profile-units.js';
import { UnitChange, UnitImport, UnitKept, UnitRegister, UnitsImported } from '../../../protocol/unit-admin.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { cellOf } from '../../platform/csv.rules.js';
import { UNIT_COLUMNS, unitRow } from './unit-row.rules.js';
import { UnitsAdmin } from './units-admin.service.js';

/** The register of units, for whoever keeps it. */
@Controller('api/v1')
@Policy('units.manage')
export class UnitsAdminController {
  constructor(private readonly units: UnitsAdmin) {}

  @Get('unit-register')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Units as they are kept, retired ones too',
    response: UnitRegister,
    produces: ['application/json', 'text/csv'],
  })
  async list(
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const units = await this.units.list({ who, address: request.ip });
    void reply.header('vary', 'accept');
    if (!(request.headers.accept ?? '').includes('text/csv')) return { units };
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="units.csv"');
    const rows = units.filter(({ retired }) => !retired).map(unitRow);
    return stringify(rows, {
      ...{ header: true, columns: [...UNIT_COLUMNS], record_delimiter: 'windows', cast: { string: cellOf } },
    });
  }

  @Post('units')
  @Api({ summary: 'Register a unit', body: ProfileUnit, response: UnitKept, status: 201 })
  create(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<UnitKept> {
    return this.units.create(parseInput(ProfileUnit, body), { who, address });
  }

  @Post('units/import')
  @HttpCode(200)
  @Api({ summary: 'Take units in from JSON or CSV, all or none', body: UnitImport, response: UnitsImported })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<UnitsImported> {
    return this.units.import(parseInput(UnitImport, body), { who, address });
  }

  @Put('units/:id')
  @Api({ summary: 'Change what is known of a unit', body: UnitChange, response: UnitKept })
  change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<UnitKept> {
    return this.units.change(id, parseInput(UnitChange, body), { who, address });
  }

  @Post('units/:id/retire')
  @HttpCode(200)
  @Api({ summary: 'Retire a unit: it is not sent any more', response: UnitKept })
  retire(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<UnitKept> {
    return this.units.retire(id, true, { who, address });
  }

  @Post('units/:id/resume')
  @HttpCode(200)
  @Api({ summary: 'Bring a retired unit back', response: UnitKept })
  resume(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<UnitKept> {
    return this.units.retire(id, false, { who, address });
  }
}
