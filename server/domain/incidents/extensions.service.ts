import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ExtensionDecision, ExtensionInput } from '../../../protocol/incident-command.js';
import { Clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/domain-error.js';
import { uuidv7 } from '../../platform/ids.js';
import { Changings } from './changes.service.js';
import { addExtension, decideExtension } from './extensions.queries.js';
import type { Changed } from './incidents.service.js';
import type { By } from './refusals.js';
import { MAY } from './allowed.rules.js';

/** 延期: more time, asked for by whom it was given to and decided on by a shift lead who is somebody else. */
@Injectable()
export class Extensions {
  constructor(
    private readonly changings: Changings,
    private readonly clock: Clock,
  ) {}

  /** Asks for more time. @throws incident/extension-pending (409), incident/no-limit (409) */
  async ask(db: PoolClient, { id, by }: { id: string; by: By }, input: ExtensionInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY.extend };
    const { card } = await this.changings.lock(db, change);
    if (card.extensionPending)
      throw new DomainError(409, 'incident/extension-pending', 'more time was asked for already', { present: card });
    if (card.dueAt === null)
      throw new DomainError(
        409,
        'incident/no-limit',
        'its whole clock does not run now, so there is nothing to extend',
        {
          present: card,
        },
      );
    const extension = uuidv7(this.clock.now());
    const { isDrill } = card;
    await addExtension(db, { id: extension, incident: id, minutes: input.minutes, by: by?.username ?? '', isDrill });
    return this.changings.save(db, change, {
      ...{ what: 'extension-asked', changes: { extensionPending: true }, ref: extension, reason: input.reason },
    });
  }

  /** Grants or refuses it. @throws incident/no-extension (409), incident/own-extension (403) */
  async decide(db: PoolClient, { id, by }: { id: string; by: By }, input: ExtensionDecision): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY.decide };
    const locked = await this.changings.lock(db, change);
    const { card } = locked;
    const decided = await decideExtension(db, { incident: id, by: by?.username ?? '', approved: input.approved });
    if (!decided)
      throw new DomainError(409, 'incident/no-extension', 'no extension waits for a decision', { present: card });
    if (decided.requestedBy === by?.username)
      throw new DomainError(
        403,
        'incident/own-extension',
        'who asked for more time does not grant it; another shift lead decides',
      );
    const refusal = { what: 'extension-refused', changes: { extensionPending: false } } as const;
    const of = { ref: decided.id, reason: input.reason ?? null };
    if (!input.approved) return this.changings.save(db, change, { ...refusal, ...of });
    const extraMinutes = locked.extraMinutes + decided.minutes;
    const changes = { extensionPending: false, extensions: card.extensions + 1, extraMinutes };
    const dues = this.changings.dues(locked, { extraMinutes });
    return this.changings.save(db, change, { what: 'extended', changes: { ...changes, ...dues }, ...of });
  }
}
