import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Fault } from '../../../protocol/problem.js';
import type { CapMessage } from '../../../protocol/warning.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { uuidv7 } from '../../platform/ids.js';
import { Secret } from '../../platform/secret.js';
import { writeDeadLetters } from '../dead-letter.writer.js';
import { recordedFact, rejectedFact } from './cap.facts.js';
import { addMessage } from './cap.queries.js';

/** A message on its way in. `takenBy`: the person who entered it; null for a feed. */
export interface CapDelivery {
  source: string;
  takenBy: string | null;
  bytes: Buffer;
}

/** Keeps messages, and what was refused, each in one transaction with the facts that say so. */
@Injectable()
export class CapStore {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly secret: Secret,
  ) {}

  /** Keeps a message once; null when its name is taken by other content. */
  keep(delivery: CapDelivery, message: CapMessage): Promise<{ id: string; duplicate: boolean } | null> {
    const { source, bytes } = delivery;
    const nowMs = this.clock.now();
    const id = uuidv7(nowMs);
    const hash = createHash('sha256').update(bytes).digest();
    const raw = this.secret.seal(bytes);
    // An exercise is a drill; it warns nobody in earnest and ends no warning that is meant.
    const isDrill = message.status === 'Exercise';
    return this.db.tx(this.db.ingest, async (client) => {
      const held = await addMessage(client, { id, ...delivery, message, hash, raw, isDrill });
      if (held && !held.hash.equals(hash)) return null;
      const heard = recordedFact(source, { duplicates: held ? 1 : 0, newest: message.sent, nowMs });
      const { status, msgType } = message;
      const received = { type: 'warning.received', message: id, source, status, msgType } as const;
      await this.journal.append(client, [
        { fact: heard, source, subject: source, isDrill },
        ...(held ? [] : [{ fact: received, subject: id, source, isDrill }]),
      ]);
      return held ? { id: held.id, duplicate: true } : { id, duplicate: false };
    });
  }

  /** Keeps what was refused; answers the id of its dead letter. */
  async refuse({ source, bytes }: CapDelivery, { code, pointer, detail }: Fault): Promise<string> {
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
