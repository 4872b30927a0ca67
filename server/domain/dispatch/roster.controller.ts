import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { GapList, OnDuty, RosterImport, RosterImported, RosterQuery, ShiftList } from '../../../protocol/roster.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { cellOf } from '../../platform/csv.rules.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Roster } from './roster.service.js';

const COLUMNS = ['post', 'person', 'from', 'to', 'unit'];

/** The roster: shifts, who is on duty now, and lists in and out as CSV. */
@Controller('api/v1/roster')
export class RosterController {
  constructor(private readonly roster: Roster) {}

  @Get()
  @Policy('units.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Shifts of the roster',
    query: RosterQuery,
    response: ShiftList,
    produces: ['application/json', 'text/csv'],
  })
  async list(
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const shifts = await this.roster.list(parseInput(RosterQuery, query), who);
    void reply.header('vary', 'accept');
    if (!(request.headers.accept ?? '').includes('text/csv')) return { shifts };
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="roster.csv"');
    return stringify(shifts, { header: true, columns: COLUMNS, record_delimiter: 'windows', cast: { string: cellOf } });
  }

  @Get('now')
  @Policy('units.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Who is on duty now, and gaps of the next 24 hours', response: OnDuty })
  now(@CurrentPrincipal() who: Principal): Promise<OnDuty> {
    return this.roster.now(who);
  }

  @Get('gaps')
  @Policy('units.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Hours that nobody mans', query: RosterQuery, response: GapList })
  async gaps(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<GapList> {
    return { gaps: await this.roster.gaps(parseInput(RosterQuery, query), who) };
  }

  @Post()
  @HttpCode(200)
  @Policy('units.manage')
  @Api({
    summary: 'Replace shifts of the posts and the span that the lines cover',
    body: RosterImport,
    response: RosterImported,
  })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<RosterImported> {
    return this.roster.import(parseInput(RosterImport, body), who, request.ip);
  }
}
