import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import { SignalsPart, type LiveSignals } from '../../protocol/live/signals.js';
import { Areas } from '../city/areas.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { liveSignalsOf } from './live-signals.projection.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';

/** The channel `signals`: params {district?, part?}. Walls get its counts, people who read signals the cards too. */
@Injectable()
export class SignalsChannel extends ProjectedChannel<'signals'> {
  readonly name = 'signals';

  constructor(
    projection: ProjectionService,
    channels: LiveChannels,
    private readonly areas: Areas,
  ) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['district', 'part']);
    const asked = SignalsPart.safeParse(raw['part'] ?? 'all');
    if (!asked.success) throw new DomainError(400, 'params/unknown-part', 'part is all or counts');
    const part = who.permissions['signals.read'] === 'none' ? 'counts' : asked.data;
    const known = new Set(this.areas.districts().map((area) => area.code));
    const district = raw['district'] === undefined ? undefined : String(raw['district']);
    const permission = part === 'all' ? 'signals.read' : 'situation.read';
    return { ...scopeParam(scopeOf(district, who, { permission, known })), part };
  }

  protected draw({ city, times }: Moment, params: ChannelParams): LiveSignals {
    return liveSignalsOf(city, times, { districts: districtsIn(params), part: SignalsPart.parse(params['part']) });
  }
}
