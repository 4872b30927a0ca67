import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import type { ChannelParams } from '../../protocol/live.js';
import { DutyQueue } from '../../protocol/live/duty-queue.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';

const DutyQueueQuery = z.strictObject({
  district: z.string().max(100).optional(),
  filter: z.string().max(20).optional(),
});

/** The channel `duty-queue` over HTTP. */
@Controller('api/v1')
export class DutyQueueController {
  constructor(private readonly channels: LiveChannels) {}

  /** Beside `rows.read` it needs `incidents.read` for a district at least: what is given to one account is a list, not a queue. */
  @Get('duty-queue')
  @Policy('rows.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'The most pressing incidents and their counts', query: DutyQueueQuery, response: DutyQueue })
  dutyQueue(@Query() query: unknown, @CurrentPrincipal() who: Principal): DutyQueue {
    const asked = parseInput(DutyQueueQuery, query);
    const given: ChannelParams = {
      ...(asked.district !== undefined && { district: asked.district }),
      ...(asked.filter !== undefined && { filter: asked.filter }),
    };
    const channel = this.channels.get('duty-queue');
    return channel.view(channel.params(given, who)).state;
  }
}
