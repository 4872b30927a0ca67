import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  PlanInput,
  Planned,
  Visit,
  VisitAssignment,
  VisitCancel,
  VisitInput,
  VisitPage,
  VisitRecord,
  VisitsQuery,
} from '../../../../protocol/visit.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { VisitCommands } from './visit-commands.service.js';
import { VisitRecords } from './visit-record.service.js';
import { Visits } from './visits.service.js';

/** Visits of objects and risk points (检查): the plan, and what they found. */
@Controller('api/v1/visits')
export class VisitsController {
  constructor(
    private readonly visits: Visits,
    private readonly commands: VisitCommands,
    private readonly records: VisitRecords,
  ) {}

  @Get()
  @Policy('objects.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Planned visits by day, or done ones, the newest first', query: VisitsQuery, response: VisitPage })
  list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<VisitPage> {
    return this.visits.page(parseInput(VisitsQuery, query), who);
  }

  @Get(':id')
  @Policy('objects.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'One visit with its hazards and those to re-check', response: Visit })
  one(@Param('id', ParseUUIDPipe) id: string, @CurrentPrincipal() who: Principal): Promise<Visit> {
    return this.visits.one(id, who);
  }

  @Post()
  @Policy('objects.manage')
  @Api({ summary: 'Plan a visit that no frequency asks for', body: VisitInput, response: Visit, status: 201 })
  arrange(@Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Visit> {
    return this.commands.arrange(parseInput(VisitInput, body), who);
  }

  @Post('plan')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({ summary: 'Lay the plan of the whole city up to a day', body: PlanInput, response: Planned })
  plan(@Body() body: unknown): Promise<Planned> {
    return this.commands.lay(parseInput(PlanInput, body).to);
  }

  @Post(':id/assignment')
  @HttpCode(200)
  @Policy('objects.manage')
  @Api({ summary: 'Give a planned visit to a unit, on a day', body: VisitAssignment, response: Visit })
  assign(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<Visit> {
    return this.commands.assign(id, parseInput(VisitAssignment, body), who);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Policy('objects.manage')
  @Api({ summary: 'Take a planned visit off the plan', body: VisitCancel, response: Visit })
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<Visit> {
    return this.commands.cancel(id, parseInput(VisitCancel, body), who);
  }

  @Post(':id/record')
  @HttpCode(200)
  @Policy('visits.record')
  @Api({ summary: 'Record what a visit found; the next one is planned', body: VisitRecord, response: Visit })
  record(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<Visit> {
    return this.records.record(id, parseInput(VisitRecord, body), who);
  }
}
