import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Fault } from '../../../protocol/problem.js';
import type { CapMessage, CapTaken } from '../../../protocol/warning.js';
import { Sources } from '../../city/sources.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { uuidv7 } from '../../platform/ids.js';
import { Secret } from '../../platform/secret.js';
import { writeDeadLetters } from '../dead-letter.writer.js';
import { StorageRoom } from '../storage-room.js';
import { recordedFact, rejectedFact } from './cap.facts.js';
import { readCap } from './cap.normaliser.js';
import { addMessage } from './cap.queries.js';

/** A message on its way in. `takenBy`: the person who entered it; null for a feed. */
export interface CapDelivery {
  source: string;
  takenBy: string | null;
  bytes: Buffer;
}

/** Takes official warnings in: CAP 1.2, and 1.1 read as 1.2. What is refused is kept as a dead letter. */
@Injectable()
export class CapDoor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly secret: Secret,
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
    const deadLetterId = await this.refuse(delivery, first);
    const detail = `${first.pointer} ${first.detail}; kept as dead letter ${deadLetterId}`.trim();
    throw new DomainError(422, first.code, detail, { errors: taken.faults, present: { deadLetterId } });
  }

  /** Takes a message that was refused before once more; answers its faults when it is refused again. */
  async judge(delivery: CapDelivery): Promise<CapTaken | { faults: [Fault, ...Fault[]] }> {
    const read = readCap(delivery.bytes, this.clock.now());
    if ('faults' in read) return read;
    const id = uuidv7(this.clock.now());
    const kept = await this.db.tx(this.db.ingest, (client) =>
      this.store(client, { id, delivery, message: read.message }),
    );
    if (kept) return { ...kept, version: read.message.version };
    const detail =
      'this sender, identifier and time of sending came before with other content; a change is an Update of its own';
    return { faults: [{ pointer: '/alert/identifier', code: 'cap/identifier-reused', detail }] };
  }

  private async store(
    client: PoolClient,
    { id, delivery, message }: { id: string; delivery: CapDelivery; message: CapMessage },
  ): Promise<{ id: string; duplicate: boolean } | null> {
    const hash = createHash('sha256').update(delivery.bytes).digest();
    const raw = this.secret.seal(delivery.bytes);
    // An exercise is a drill; it warns nobody in earnest and ends no warning that is meant.
    const isDrill = message.status === 'Exercise';
    const held = await addMessage(client, { id, ...delivery, message, hash, raw, isDrill });
    if (held && !held.hash.equals(hash)) return null;
    const { source } = delivery;
    const heard = recordedFact(source, { duplicates: held ? 1 : 0, newest: message.sent, nowMs: this.clock.now() });
    const { status, msgType } = message;
    const received = { type: 'warning.received', message: id, source, status, msgType } as const;
    await this.journal.append(client, [
      { fact: heard, source, subject: source, isDrill },
      ...(held ? [] : [{ fact: received, subject: id, source, isDrill }]),
    ]);
    return held ? { id: held.id, duplicate: true } : { id, duplicate: false };
  }

  private async refuse({ source, bytes }: CapDelivery, { code, pointer, detail }: Fault): Promise<string> {
    const nowMs = this.clock.now();
    const id = uuidv7(nowMs);
    const sealed = { raw: this.secret.seal(bytes), bytes: bytes.length };
    const reject = { kind: 'reject', index: 0, itemId: null, source, code, pointer, detail, ...sealed } as const;
    await this.db.tx(this.db.ingest, async (client) => {
      await writeDeadLetters(client, [{ id, reject }], nowMs);
      await this.journal.append(client, [{ fact: rejectedFact(source, code, nowMs), source, subject: source }]);
    });
    return id;
  }
}
