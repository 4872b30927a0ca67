import { Injectable } from '@nestjs/common';
import { getResolution, isValidCell } from 'h3-js';
import { NO_DISTRICT } from '../../protocol/geo.js';
import { Areas } from '../city/areas.js';
import { Ground } from '../city/ground.js';
import { DomainError } from '../platform/domain-error.js';
import type { Principal } from '../platform/principal.js';
import { middleOf } from './risk-cells.rules.js';
import { scopeOf } from './scope.rules.js';

/** Which part of the risk map somebody sees. */
@Injectable()
export class RiskReach {
  constructor(
    private readonly areas: Areas,
    private readonly ground: Ground,
  ) {}

  /** Districts asked for as far as they may be seen; null is the whole city. @throws 400 params/unknown-district, 403 situation/* */
  districts(asked: string | undefined, who: Principal): readonly string[] | null {
    const known = new Set(this.areas.districts().map((area) => area.code));
    return scopeOf(asked, who, { permission: 'situation.read', known });
  }

  /** Resolution and district of a cell of the map. @throws 404 risk/unknown-cell, 403 situation/foreign-district */
  cell(cell: string, who: Principal): { res: number; district: string } {
    const res = isValidCell(cell) ? getResolution(cell) : -1;
    if (res < 7 || res > 9) throw new DomainError(404, 'risk/unknown-cell', 'not an H3 cell of resolution 7 to 9');
    const { lon, lat } = middleOf(cell);
    const district = this.ground.districtAt(lon, lat) ?? NO_DISTRICT;
    const reach = this.districts(undefined, who);
    if (reach && !reach.includes(district))
      throw new DomainError(403, 'situation/foreign-district', `the cell lies in ${district}, which is not yours`);
    return { res, district };
  }
}
