import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { AssignInput, AssignmentList, Dispatched, Recommendation } from '../../../protocol/dispatch.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Assignments } from './assignments.service.js';
import { AssignmentLists } from './assignment-lists.service.js';
import { Dispatch } from './dispatch.service.js';
import { Recommendations } from './recommendation.service.js';

/** Units for one incident: whom to send, sending them, undoing it. */
@Controller('api/v1/incidents/:id')
export class DispatchController {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly assignments: Assignments,
    private readonly recommendations: Recommendations,
    private readonly lists: AssignmentLists,
  ) {}

  @Get('recommendation')
  @Policy('incidents.dispatch')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Units ranked for an incident, each with its reasons, and needs nobody can fill',
    response: Recommendation,
  })
  recommendation(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Recommendation> {
    return this.recommendations.of(parseUuid(id), who);
  }

  @Get('assignments')
  @Policy('incidents.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Units given to an incident, those that ended too', response: AssignmentList })
  list(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<AssignmentList> {
    return this.lists.ofIncident(parseUuid(id), who);
  }

  @Post('assignments')
  @HttpCode(201)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Give units to an incident, all or none', body: AssignInput, response: Dispatched, status: 201 })
  assign(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Dispatched> {
    return this.dispatch.assign(parseUuid(id), parseInput(AssignInput, body), who);
  }

  @Post('assignments/undo')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Undo the newest assignment while its time lasts', response: Dispatched })
  undo(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Dispatched> {
    return this.assignments.undo(parseUuid(id), who);
  }
}
