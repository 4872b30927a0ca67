import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import type { Situation } from '../../protocol/live/situation.js';
import { Areas } from '../city/areas.js';
import { Units } from '../city/units.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';
import { situationOf } from './situation.projection.js';

/** The channel `situation`: params {district?}, one code or several by comma. */
@Injectable()
export class SituationChannel extends ProjectedChannel<'situation'> {
  readonly name = 'situation';

  constructor(
    projection: ProjectionService,
    channels: LiveChannels,
    private readonly areas: Areas,
    private readonly units: Units,
  ) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['district']);
    const known = new Set(this.areas.districts().map((area) => area.code));
    const asked = raw['district'] === undefined ? undefined : String(raw['district']);
    return scopeParam(scopeOf(asked, who, { permission: 'situation.read', known }));
  }

  protected draw({ city, times, refs }: Moment, params: ChannelParams): Situation {
    return situationOf(city, times, { districts: districtsIn(params), refs, unitOf: (id) => this.units.get(id) });
  }
}
