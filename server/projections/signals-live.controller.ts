import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { LiveSignals, SignalsPart } from '../../protocol/live/signals.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';

/** `district`: one code, or several by comma. */
const LiveSignalsQuery = z.strictObject({ district: z.string().max(100).optional(), part: SignalsPart.default('all') });

/** The state of the channel `signals` over HTTP, drawn by the same code. */
@Controller('api/v1/signals-live')
export class SignalsLiveController {
  constructor(private readonly channels: LiveChannels) {}

  @Get()
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Signals that wait for review and warnings in force, counted',
    query: LiveSignalsQuery,
    response: LiveSignals,
  })
  now(@Query() query: unknown, @CurrentPrincipal() who: Principal): LiveSignals {
    const channel = this.channels.get('signals');
    const { district, part } = parseInput(LiveSignalsQuery, query);
    return channel.view(channel.params({ ...(district !== undefined && { district }), part }, who)).state;
  }
}
