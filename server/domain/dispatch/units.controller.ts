import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Unit, UnitList, UnitPositionInput, UnitsQuery, UnitStatusInput } from '../../../protocol/unit.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Database } from '../../platform/database.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { unknownUnit } from './refusals.js';
import { listUnits, readUnit } from './units.queries.js';
import { UnitClocks } from './units.service.js';

/** Units: what they are, where they stand, what they say. */
@Controller('api/v1/units')
export class UnitsController {
  constructor(
    private readonly db: Database,
    private readonly clocks: UnitClocks,
  ) {}

  @Get()
  @Policy('units.read')
  @Api({ summary: 'Units with status, position, load', query: UnitsQuery, response: UnitList })
  async list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<UnitList> {
    const asked = parseInput(UnitsQuery, query);
    const filter = {
      districts: districtsOf(who, 'units.read'),
      district: words(asked.district),
      status: words(asked.status),
      type: words(asked.type),
      free: asked.free === undefined ? null : asked.free === 'true',
    };
    const page = { after: asked.cursor ?? null, limit: asked.limit + 1 };
    const { total, units } = await listUnits(this.db.query, filter, page);
    const shown = units.slice(0, asked.limit);
    return { total, units: shown, cursor: units.length > asked.limit ? (shown.at(-1)?.id ?? null) : null };
  }

  @Get(':id')
  @Policy('units.read')
  @Api({ summary: 'One unit', response: Unit })
  one(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Unit> {
    return this.find(id, districtsOf(who, 'units.read'));
  }

  @Post(':id/status')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'Move the status clock of a unit', body: UnitStatusInput, response: Unit })
  status(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Unit> {
    return this.clocks.setStatus(id, parseInput(UnitStatusInput, body).status, who);
  }

  @Post(':id/position')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'Say where a unit is', body: UnitPositionInput, response: Unit })
  position(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Unit> {
    return this.clocks.setPosition(id, parseInput(UnitPositionInput, body), who);
  }

  private async find(id: string, districts: readonly string[] | null): Promise<Unit> {
    const unit = await readUnit(this.db.query, id);
    if (!unit || (districts !== null && !districts.includes(unit.district))) throw unknownUnit(id);
    return unit;
  }
}

function words(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').filter(Boolean);
}
