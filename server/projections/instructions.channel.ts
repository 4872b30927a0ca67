import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import type { LiveInstructions } from '../../protocol/live/instructions.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { liveInstructionsOf } from './live-instructions.projection.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { onlyParams } from './scope.rules.js';

/** The channel `instructions`: no params; who sees only what is asked of him gets the counts of that. */
@Injectable()
export class InstructionsChannel extends ProjectedChannel<'instructions'> {
  readonly name = 'instructions';

  constructor(projection: ProjectionService, channels: LiveChannels) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, { permissions, username, role }: Principal): ChannelParams {
    onlyParams(raw, []);
    const reach = permissions['instructions.read'];
    if (reach === 'none') throw new DomainError(403, 'situation/not-permitted', 'your role sees no instructions');
    return reach === 'city' ? {} : { role, username };
  }

  protected draw({ city, times }: Moment, { username, role }: ChannelParams): LiveInstructions {
    const asked = username === undefined ? null : { username: String(username), role: String(role) };
    return liveInstructionsOf(city, times, asked);
  }
}
