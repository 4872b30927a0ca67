import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ObjectOfInput } from '../../../protocol/incident-command.js';
import { DomainError } from '../../platform/domain-error.js';
import { Changings, type Change } from './changes.service.js';
import { isRegistered } from './incident-object.queries.js';
import type { Changed } from './incidents.service.js';

/** Those who judge it, those who give it out, and those who stand before the door. */
const MAY = ['incidents.review', 'incidents.dispatch', 'incidents.act'] as const;

/** Which object of the register an incident is about, where its source did not say or said wrong. */
@Injectable()
export class IncidentObjects {
  constructor(private readonly changings: Changings) {}

  /** Sets it, in the caller's transaction. @throws object/unknown, incident/nothing-changes (422), and what a change throws */
  async set(db: PoolClient, { id, by }: Pick<Change, 'id' | 'by'>, input: ObjectOfInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY };
    const { object: before } = await this.changings.lock(db, change);
    if (before === input.object)
      throw new DomainError(422, 'incident/nothing-changes', 'it is about this object already');
    if (input.object !== null && !(await isRegistered(db, input.object)))
      throw new DomainError(422, 'object/unknown', `the register has no object ${input.object}`, {
        errors: [{ pointer: '/object', code: 'object/unknown', detail: 'register it first' }],
      });
    return this.changings.save(db, change, { what: 'object-set', changes: { object: input.object }, ref: before });
  }
}
