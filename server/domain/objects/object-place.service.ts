import { Injectable } from '@nestjs/common';
import type { ObjectInput } from '../../../protocol/object.js';
import type { Fault } from '../../../protocol/problem.js';
import { DomainError } from '../../platform/domain-error.js';
import { Secret } from '../../platform/secret.js';
import type { ObjectRecord } from './objects.store.js';
import { sealedPerson, type SealedPerson } from './sealed-person.js';
import { fault, isFault, Sites } from './sites.service.js';

/** Makes records of what was sent: place in WGS-84 with cell, district and street; contact sealed. */
@Injectable()
export class ObjectPlaces {
  constructor(
    private readonly sites: Sites,
    private readonly secret: Secret,
  ) {}

  /** The record, or why there can be none. A contact that is the `kept` one is left as it is sealed. */
  recordOf(input: Omit<ObjectInput, 'code'>, code: string, kept: SealedPerson | null = null): ObjectRecord | Fault {
    const { location, district, contact, ...rest } = input;
    if (rest.validFrom !== null && rest.validTo !== null && rest.validTo < rest.validFrom)
      return fault('/validTo', 'object/ends-before-it-begins', 'the last day lies before the first');
    const site = this.sites.siteOf({ location, district });
    if (isFault(site)) return site;
    return { ...rest, ...site, code, contact: sealedPerson(this.secret, contact, kept) };
  }
}

/** What was asked for. @throws input/invalid (422) where it is a fault */
export function required<T extends object>(answer: T | Fault): T {
  if (isFault(answer)) throw new DomainError(422, 'input/invalid', answer.detail, { errors: [answer] });
  return answer;
}
