import { Injectable } from '@nestjs/common';
import type { Fault } from '../../../protocol/problem.js';
import type { CapTaken } from '../../../protocol/warning.js';
import { Sources } from '../../city/sources.js';
import { Clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/domain-error.js';
import { StorageRoom } from '../storage-room.js';
import { readCap } from './cap.normaliser.js';
import { CapStore, type CapDelivery } from './cap.store.js';

const REUSED: Fault = {
  pointer: '/alert/identifier',
  code: 'cap/identifier-reused',
  detail:
    'this sender, identifier and time of sending came before with other content; a change is an Update of its own',
};

/** Takes official warnings in: CAP 1.2, and 1.1 read as 1.2. What is refused is kept as a dead letter. */
@Injectable()
export class CapDoor {
  constructor(
    private readonly store: CapStore,
    private readonly clock: Clock,
    private readonly sources: Sources,
    private readonly room: StorageRoom,
  ) {}

  /** Keeps a message. @throws 422 with each fault by pointer, 403 source/stream-not-allowed, 507 */
  async take(delivery: CapDelivery): Promise<CapTaken> {
    const known = this.sources.get(delivery.source);
    if (delivery.takenBy === null && known && !known.streams.includes('risk'))
      throw new DomainError(403, 'source/stream-not-allowed', `source ${delivery.source} may not send the stream risk`);
    await this.room.assertRoom();
    const taken = await this.judge(delivery);
    if (!('faults' in taken)) return taken;
    const [first] = taken.faults;
    const deadLetterId = await this.store.refuse(delivery, first);
    const detail = `${first.pointer} ${first.detail}; kept as dead letter ${deadLetterId}`.trim();
    throw new DomainError(422, first.code, detail, { errors: taken.faults, present: { deadLetterId } });
  }

  /** Keeps a message when it is a good one, as a replay does; answers its faults when it is not. */
  async judge(delivery: CapDelivery): Promise<CapTaken | { faults: [Fault, ...Fault[]] }> {
    const read = readCap(delivery.bytes, await this.clock.read());
    if ('faults' in read) return read;
    const kept = await this.store.keep(delivery, read.message);
    return kept ? { ...kept, version: read.message.version } : { faults: [REUSED] };
  }
}
