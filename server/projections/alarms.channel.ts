import { Injectable } from '@nestjs/common';
import type { AlarmCard } from '../../protocol/alarm.js';
import type { ChannelParams } from '../../protocol/live.js';
import type { LiveAlarms } from '../../protocol/live/alarms.js';
import { Areas } from '../city/areas.js';
import { Sensors } from '../city/sensors.js';
import { Sources } from '../city/sources.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { liveAlarmsOf } from './live-alarms.projection.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';

/** The channel `alarms`: params {district?}. */
@Injectable()
export class AlarmsChannel extends ProjectedChannel<'alarms'> {
  readonly name = 'alarms';

  constructor(
    projection: ProjectionService,
    channels: LiveChannels,
    private readonly areas: Areas,
    private readonly sensors: Sensors,
    private readonly sources: Sources,
  ) {
    super(projection);
    this.registerIn(channels);
  }

  params(raw: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['district']);
    const known = new Set(this.areas.districts().map((area) => area.code));
    const asked = raw['district'] === undefined ? undefined : String(raw['district']);
    return scopeParam(scopeOf(asked, who, { permission: 'alarms.read', known }));
  }

  protected draw({ city, times }: Moment, params: ChannelParams): LiveAlarms {
    return liveAlarmsOf(city, times, { districts: districtsIn(params), namesOf: (card) => this.namesOf(card) });
  }

  private namesOf({ sensor, source, subject }: AlarmCard) {
    const named = (sensor === null ? undefined : this.sensors.get(sensor)) ?? this.sources.get(source);
    const place = named && 'place' in named ? named.place : null;
    return { nameZh: named?.nameZh ?? subject, nameEn: named?.nameEn ?? subject, place };
  }
}
