import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { Permission } from '../../protocol/identity.js';
import * as risk from '../../protocol/risk.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { boxOf, withoutNames } from './risk-cells.rules.js';
import { RiskPast } from './risk-past.service.js';
import { RiskReach } from './risk-reach.js';

const DistrictsQuery = risk.RiskCellsQuery.omit({ bbox: true });
const CourseQuery = DistrictsQuery.omit({ at: true });
const CellQuery = risk.RiskCellsQuery.pick({ at: true });

/** Who sees causes of a kind by name; what they add everybody sees. */
const NAMED_FOR: Readonly<Record<'alarm' | 'incident' | 'register' | 'object', Permission>> = {
  alarm: 'alarms.read',
  incident: 'incidents.read',
  register: 'objects.read',
  object: 'objects.read',
};

/** The risk map over HTTP: now, as it was, and why. */
@Controller('api/v1/risk')
export class RiskController {
  constructor(
    private readonly past: RiskPast,
    private readonly reach: RiskReach,
  ) {}

  @Get('cells')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Cells of the risk index, now or as the map showed them at a moment of the last 7 days',
    query: risk.RiskCellsQuery,
    response: risk.RiskCells,
  })
  cells(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<risk.RiskCells> {
    const { res, bbox, district, at } = parseInput(risk.RiskCellsQuery, query);
    return this.past.cells({ res, at, districts: this.reach.districts(district, who) }, boxOf(bbox));
  }

  @Get('cells/:cell')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Why a cell has its value: contributions that add up to it, and silent sensors',
    query: CellQuery,
    response: risk.RiskExplanation,
  })
  async cell(
    @Param('cell') cell: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
  ): Promise<risk.RiskExplanation> {
    const { at } = parseInput(CellQuery, query);
    const { res, district } = this.reach.cell(cell, who);
    const told = await this.past.explain(at, { res, cell });
    return { ...told, district, contributions: withoutNames(told.contributions, unnamedFor(who)) };
  }

  @Get('districts')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Districts by the risk index, each as bad as its worst cell',
    query: DistrictsQuery,
    response: risk.RiskDistricts,
  })
  districts(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<risk.RiskDistricts> {
    const { res, district, at } = parseInput(DistrictsQuery, query);
    return this.past.districts({ res, at, districts: this.reach.districts(district, who) });
  }

  @Get('course')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Cells by level at the end of each hour of the last 7 days',
    query: CourseQuery,
    response: risk.RiskCourse,
  })
  course(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<risk.RiskCourse> {
    const { res, district } = parseInput(CourseQuery, query);
    return this.past.course({ res, districts: this.reach.districts(district, who) });
  }
}

/** Kinds whose causes the reader may not see, or only his own of. */
function unnamedFor(who: Principal): ReadonlySet<risk.RiskCauseKind> {
  const kinds = Object.entries(NAMED_FOR) as [keyof typeof NAMED_FOR, Permission][];
  return new Set(kinds.filter(([, p]) => !['district', 'city'].includes(who.permissions[p])).map(([kind]) => kind));
}
