import { Injectable } from '@nestjs/common';
import type { Fault } from '../../../../protocol/problem.js';
import type { RiskPointInput } from '../../../../protocol/risk-point.js';
import { Catalogue } from '../../../city/catalogue.js';
import { assess, methodOn } from '../../../city/registers/risk-grade.rules.js';
import { Clock } from '../../../platform/clock.js';
import { Secret } from '../../../platform/secret.js';
import { sealedPerson, type SealedPerson } from '../sealed-person.js';
import { fault, isFault, Sites } from '../sites.service.js';
import type { RiskPointRecord } from './risk-points.store.js';

/** Makes records of what was sent of risk points: placed, graded, the owner sealed. */
@Injectable()
export class RiskPointRecords {
  constructor(
    private readonly sites: Sites,
    private readonly catalogue: Catalogue,
    private readonly secret: Secret,
    private readonly clock: Clock,
  ) {}

  /** The record, or why there can be none; an owner who is the `kept` one is left as sealed. Whether its object exists is asked of the table. */
  recordOf(
    input: Omit<RiskPointInput, 'code'>,
    code: string,
    kept: SealedPerson | null = null,
  ): RiskPointRecord | Fault {
    const { location, district, owner, assessment: said, visitedOn, ...rest } = input;
    if (this.catalogue.get(rest.category)?.stream !== 'risk')
      return fault('/category', 'risk-point/unknown-category', `${rest.category} is no type of stream risk`);
    const today = this.clock.dayOf(this.clock.now());
    if (visitedOn && visitedOn > today)
      return fault('/visitedOn', 'risk-point/visited-later', `${visitedOn} is yet to come`);
    const site = this.sites.siteOf({ location, district });
    if (isFault(site)) return site;
    const assessment = assess(said, methodOn(said.method, today));
    if (isFault(assessment)) return assessment;
    return { ...rest, ...site, code, assessment, owner: sealedPerson(this.secret, owner, kept), visitedOn };
  }
}
