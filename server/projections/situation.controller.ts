import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import type { ChannelParams } from '../../protocol/live.js';
import { IntakeHealth } from '../../protocol/live/intake-health.js';
import { RiskMap } from '../../protocol/live/risk-map.js';
import { PastSituation, Situation } from '../../protocol/live/situation.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { PastSituationService } from './past-situation.service.js';
import { districtsIn } from './scope.rules.js';

/** `district`: one code, or several by comma. `at`: RFC 3339, a past moment. */
export const SituationQuery = z.strictObject({
  district: z.string().max(100).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
export const RiskMapQuery = z.strictObject({
  district: z.string().max(100).optional(),
  res: z.coerce.number().optional(),
});

/** The states of the live channels over HTTP: the same views, drawn by the same code. */
@Controller('api/v1')
export class SituationController {
  constructor(
    private readonly channels: LiveChannels,
    private readonly past: PastSituationService,
  ) {}

  @Get('situation')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Counts, feeds and vital signs now, or counts of a past moment',
    query: SituationQuery,
    response: Situation,
  })
  async situation(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Situation | PastSituation> {
    const { at, district } = parseInput(SituationQuery, query);
    const channel = this.channels.get('situation');
    const params = channel.params(given({ district }), who);
    if (at !== undefined) return this.past.at(Date.parse(at), districtsIn(params));
    return channel.view(params).state;
  }

  @Get('risk-map')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Records of the last hour by H3 cell', query: RiskMapQuery, response: RiskMap })
  riskMap(@Query() query: unknown, @CurrentPrincipal() who: Principal): RiskMap {
    const channel = this.channels.get('risk-map');
    return channel.view(channel.params(given(parseInput(RiskMapQuery, query)), who)).state;
  }

  @Get('intake-health')
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Every feed: rate, age, rejects, dead letters', response: IntakeHealth })
  intakeHealth(@CurrentPrincipal() who: Principal): IntakeHealth {
    const channel = this.channels.get('intake-health');
    return channel.view(channel.params({}, who)).state;
  }
}

function given(params: Record<string, string | number | undefined>): ChannelParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as ChannelParams;
}
