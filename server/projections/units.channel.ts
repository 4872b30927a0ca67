import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import type { LiveUnits } from '../../protocol/live/units.js';
import { Areas } from '../city/areas.js';
import { Units } from '../city/units.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';
import { liveUnitsOf } from './live-units.projection.js';

/** The channel `units`: params {district?}. */
@Injectable()
export class UnitsChannel extends ProjectedChannel<'units'> {
  readonly name = 'units';

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
    return scopeParam(scopeOf(asked, who, { permission: 'units.read', known }));
  }

  protected draw({ city, times }: Moment, params: ChannelParams): LiveUnits {
    return liveUnitsOf(city, times, { units: this.units.list(), districts: districtsIn(params) });
  }
}
