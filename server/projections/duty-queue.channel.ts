import { Injectable } from '@nestjs/common';
import { QueueFilter } from '../../protocol/incident.js';
import type { ChannelParams } from '../../protocol/live.js';
import type { DutyQueue } from '../../protocol/live/duty-queue.js';
import { Areas } from '../city/areas.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { dutyQueueOf } from './duty-queue.projection.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';

/** The channel `duty-queue`: params {district?, filter?}. */
@Injectable()
export class DutyQueueChannel extends ProjectedChannel<'duty-queue'> {
  readonly name = 'duty-queue';

  constructor(
    projection: ProjectionService,
    channels: LiveChannels,
    private readonly areas: Areas,
  ) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['district', 'filter']);
    const known = new Set(this.areas.districts().map((area) => area.code));
    const asked = raw['district'] === undefined ? undefined : String(raw['district']);
    const scope = scopeParam(scopeOf(asked, who, { permission: 'incidents.read', known }));
    return { ...scope, filter: filterIn(raw) };
  }

  protected draw({ city, times }: Moment, params: ChannelParams): DutyQueue {
    return dutyQueueOf(city, times, { districts: districtsIn(params), filter: filterIn(params) });
  }
}

/** @throws params/unknown-filter (400) */
function filterIn(params: ChannelParams): QueueFilter {
  const filter = QueueFilter.safeParse(params['filter'] ?? 'open');
  if (filter.success) return filter.data;
  throw new DomainError(
    400,
    'params/unknown-filter',
    `there is no filter ${params['filter']}; use ${QueueFilter.options.join(', ')}`,
  );
}
