import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../protocol/live.js';
import { RiskMapParams, type RiskMap } from '../../protocol/live/risk-map.js';
import { Areas } from '../city/areas.js';
import { Ground } from '../city/ground.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { LiveChannels } from './live-channel.js';
import { ProjectedChannel } from './projected.channel.js';
import { ProjectionService, type Moment } from './projection.service.js';
import { riskMapOf } from './risk-map.projection.js';
import { districtsIn, onlyParams, scopeOf, scopeParam } from './scope.rules.js';

/** The channel `risk-map`: the risk index and the records of the last hour by cell. Params {res?: 7..9, district?}. Watchers of some districts see the cells whose middle lies there. */
@Injectable()
export class RiskMapChannel extends ProjectedChannel<'risk-map'> {
  readonly name = 'risk-map';
  readonly slides = false;

  constructor(
    private readonly city: ProjectionService,
    channels: LiveChannels,
    private readonly areas: Areas,
    private readonly ground: Ground,
  ) {
    super(city);
    this.registerIn(channels);
  }

  params({ district, ...raw }: ChannelParams, who: Principal): ChannelParams {
    onlyParams(raw, ['res', 'district']);
    const parsed = RiskMapParams.safeParse(raw['res'] === undefined ? {} : { res: Number(raw['res']) });
    if (!parsed.success) throw new DomainError(400, 'params/bad-res', 'res is a whole number from 7 to 9');
    const known = new Set(this.areas.districts().map((area) => area.code));
    const asked = district === undefined ? undefined : String(district);
    return { ...scopeParam(scopeOf(asked, who, { permission: 'situation.read', known })), res: parsed.data.res };
  }

  /** Only what was stated of the index makes a frame: what else moves goes along, so that a frame is never spent when a change comes. */
  override onDirty(cb: () => void): void {
    let told: string | null = null;
    this.city.onDirty(() => {
      const { statedAt } = this.city.now().city.cells.risk.asOf;
      if (statedAt === told) return;
      told = statedAt;
      cb();
    });
  }

  protected draw({ city, times }: Moment, params: ChannelParams): RiskMap {
    const districts = districtsIn(params);
    const isIn = (lon: number, lat: number) => districts?.includes(this.ground.districtAt(lon, lat) ?? '-') ?? true;
    return riskMapOf(city, times, { res: Number(params['res']), isIn: districts === null ? null : isIn });
  }
}
