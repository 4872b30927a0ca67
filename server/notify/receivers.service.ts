import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Receiver, ReceiverAdded, ReceiverInput, Receivers } from '../../protocol/notice.js';
import { Audit } from '../identity/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { uuidv7 } from '../platform/ids.js';
import { Secret } from '../platform/secret.js';
import { maskedAddress } from './address.rules.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { addReceiver, addTest, readReceivers, removeReceiver, type ReceiverRow } from './receivers.queries.js';

/** Who does it, and from where: what the audit keeps. */
export interface Doer {
  actor: string;
  address: string;
}

const SECRET_BYTES = 24;
const NUMBER = /^\+?[0-9][0-9 -]{4,24}$/;

/** Whom the city tells: numbers, mailboxes and web addresses that the administration registers. */
@Injectable()
export class ReceiversAdmin {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Secret) private readonly secret: Secret,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Audit) private readonly audit: Audit,
    @Inject(WebhookChannel) private readonly webhook: WebhookChannel,
  ) {}

  async list(): Promise<Receivers> {
    return { receivers: (await readReceivers(this.db.query)).map((row) => this.shown(row)) };
  }

  /** Registers one. A plain webhook that came without a secret gets one, shown in this answer only. @throws receiver/bad-address (422) */
  async add(input: ReceiverInput, doer: Doer): Promise<ReceiverAdded> {
    this.checkAddress(input);
    const made = input.shape === 'plain' && !input.secret ? randomBytes(SECRET_BYTES).toString('base64url') : null;
    const secret = input.secret ?? made;
    const id = uuidv7(this.clock.now());
    const sealed = {
      address: this.secret.seal(input.address),
      secret: secret === null ? null : this.secret.seal(secret),
    };
    const row = await this.db.tx(this.db.query, async (db) => {
      const { name, channel, of, events, district } = input;
      const detail = { channel, of, events, district };
      await this.audit.record({ ...doer, action: 'notice-receiver.registered', subject: id, detail }, db);
      return addReceiver(db, { ...input, ...sealed, id, name });
    });
    return { ...this.shown(row), secret: made };
  }

  /** Removes one. @throws receiver/unknown (404) */
  async remove(id: string, doer: Doer): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      if (!(await removeReceiver(db, id))) throw unknown(id);
      await this.audit.record({ ...doer, action: 'notice-receiver.removed', subject: id }, db);
    });
  }

  /** Sends one a test notice; what becomes of it is in `GET /api/v1/notices`. @throws receiver/unknown (404) */
  async test(receiver: string, doer: Doer): Promise<{ notice: string }> {
    const id = uuidv7(this.clock.now());
    await this.db.tx(this.db.query, async (db) => {
      if (!(await addTest(db, { id, receiver }))) throw unknown(receiver);
      await this.audit.record({ ...doer, action: 'notice-receiver.tested', subject: receiver }, db);
    });
    return { notice: id };
  }

  private checkAddress({ channel, address }: ReceiverInput): void {
    const isRight = {
      sms: () => NUMBER.test(address),
      email: () => z.email().safeParse(address).success,
      webhook: () => this.webhook.allows(address),
    }[channel]();
    if (isRight) return;
    const wants = { sms: 'a phone number', email: 'a mailbox', webhook: 'an https address, or a host of NOTICE_HOSTS' };
    throw new DomainError(422, 'receiver/bad-address', `${channel} needs ${wants[channel]}`, {
      errors: [{ pointer: '/address', code: 'receiver/bad-address', detail: wants[channel] }],
    });
  }

  private shown({ address, ...row }: ReceiverRow): Receiver {
    return { ...row, address: maskedAddress(this.secret.open(address).toString('utf8')) };
  }
}

function unknown(id: string): DomainError {
  return new DomainError(404, 'receiver/unknown', `no receiver ${id}`);
}
