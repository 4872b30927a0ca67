import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { LiveAlarms } from '../../protocol/live/alarms.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';

/** `district`: one code, or several by comma. */
const LiveAlarmsQuery = z.strictObject({ district: z.string().max(100).optional() });

/** The state of the channel `alarms` over HTTP, drawn by the same code. */
@Controller('api/v1/alarms-live')
export class AlarmsLiveController {
  constructor(private readonly channels: LiveChannels) {}

  @Get()
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Alarms in groups, their load and their counts', query: LiveAlarmsQuery, response: LiveAlarms })
  now(@Query() query: unknown, @CurrentPrincipal() who: Principal): LiveAlarms {
    const channel = this.channels.get('alarms');
    const { district } = parseInput(LiveAlarmsQuery, query);
    return channel.view(channel.params(district === undefined ? {} : { district }, who)).state;
  }
}
