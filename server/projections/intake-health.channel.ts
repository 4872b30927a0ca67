import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import type { IntakeHealth } from '../../protocol/live/intake-health.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { intakeHealthOf } from './intake-health.projection.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { onlyParams } from './scope.rules.js';

/** The channel `intake-health`: no params. Feeds are the city's, so whoever may see the situation sees all of them. */
@Injectable()
export class IntakeHealthChannel extends ProjectedChannel<'intake-health'> {
  readonly name = 'intake-health';

  constructor(projection: ProjectionService, channels: LiveChannels) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, []);
    if (who.permissions['situation.read'] === 'none') {
      throw new DomainError(403, 'situation/not-permitted', 'your role does not see the feeds');
    }
    return {};
  }

  protected draw({ city, times, refs }: Moment): IntakeHealth {
    return intakeHealthOf(city, times, refs);
  }
}
