import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { ObjectImport, ObjectImported } from '../../../../protocol/object.js';
import { RiskPoint, RiskPointChange, RiskPointInput, RiskPointOwner } from '../../../../protocol/risk-point.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { RegisterDoor } from '../register-door.service.js';
import { RiskPointChanges } from './risk-point-changes.service.js';
import { RiskPointImports } from './risk-point-import.service.js';
import { RiskPoints } from './risk-points.service.js';

const RevealQuery = z.strictObject({ reason: z.string().trim().min(4).max(500) });

/** The register of risk points: changes, and who answers for one. */
@Controller('api/v1/risk-points')
@Policy('objects.manage')
export class RiskPointChangesController {
  constructor(
    private readonly changes: RiskPointChanges,
    private readonly imports: RiskPointImports,
    private readonly door: RegisterDoor,
    private readonly points: RiskPoints,
  ) {}

  @Post()
  @Api({ summary: 'Put a risk point on the register', body: RiskPointInput, response: RiskPoint, status: 201 })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<RiskPoint> {
    return this.changes.add(parseInput(RiskPointInput, body), { who, address });
  }

  @Post('import')
  @HttpCode(200)
  @Api({ summary: 'Take risk points in as CSV; faults by line', body: ObjectImport, response: ObjectImported })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<ObjectImported> {
    return this.door.take(this.imports, parseInput(ObjectImport, body).csv, { who, address });
  }

  @Put(':code')
  @Api({ summary: 'Change a risk point as a whole: a review', body: RiskPointChange, response: RiskPoint })
  change(
    @Param('code') code: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<RiskPoint> {
    return this.changes.change(code, parseInput(RiskPointChange, body), { who, address });
  }

  @Delete(':code')
  @HttpCode(204)
  @Api({ summary: 'Take a risk point off the register; its visits stay', status: 204 })
  remove(
    @Param('code') code: string,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<void> {
    return this.changes.remove(code, { who, address });
  }

  @Get(':code/owner')
  @Policy('pii.reveal')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Name and number of who answers for a risk point; the reason is kept in the audit',
    query: RevealQuery,
    response: RiskPointOwner,
  })
  owner(
    @Param('code') code: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<RiskPointOwner> {
    return this.points.owner(code, parseInput(RevealQuery, query).reason, { who, address });
  }
}
