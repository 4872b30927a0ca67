import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { LiveUnits } from '../../protocol/live/units.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';

/** `district`: one code, or several by comma. */
const LiveUnitsQuery = z.strictObject({ district: z.string().max(100).optional() });

/** The state of the channel `units` over HTTP, drawn by the same code. */
@Controller('api/v1/units-live')
export class UnitsLiveController {
  constructor(private readonly channels: LiveChannels) {}

  @Get()
  @Policy('units.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Units with status, position, load and their counts', query: LiveUnitsQuery, response: LiveUnits })
  now(@Query() query: unknown, @CurrentPrincipal() who: Principal): LiveUnits {
    const channel = this.channels.get('units');
    const { district } = parseInput(LiveUnitsQuery, query);
    return channel.view(channel.params(district === undefined ? {} : { district }, who)).state;
  }
}
