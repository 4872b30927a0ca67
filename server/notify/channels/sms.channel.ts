import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config.js';
import type { Outcome } from '../notice.rules.js';
import { signed } from '../signature.js';
import { fieldsOf, judge } from './answer.rules.js';
import { refusedBy, unanswered, type Channel, type Letter } from './channel.js';
import { post, type Posted } from './post.js';

/** SMS by an HTTP gateway of the city's: signed JSON `{id, to, text}`; it answers 2xx, perhaps with `messageId`, and sends receipts (docs/operations.md). */
@Injectable()
export class SmsChannel implements Channel {
  readonly name = 'sms';

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get isConfigured(): boolean {
    return this.config.smsGateway !== null;
  }

  async deliver({ id, address, text }: Letter): Promise<Outcome> {
    const { smsGateway } = this.config;
    if (smsGateway === null) return refusedBy('channel/not-configured', false);
    const body = JSON.stringify({ id, to: address, text });
    const headers = { 'idempotency-key': id, ...signed(smsGateway.secret, body, Date.now()) };
    let answer: Posted;
    try {
      // Where the operator's own gateway stands is the operator's business.
      answer = await post(smsGateway.url, { body, headers, mayReachInner: true });
    } catch (error) {
      return unanswered(`gateway/${(error as NodeJS.ErrnoException).code ?? (error as Error).name}`.toLowerCase());
    }
    const verdict = judge(answer.status);
    if (verdict !== 'taken') return refusedBy(`gateway/${answer.status}`, verdict === 'later');
    const { messageId } = fieldsOf(answer.body);
    return { kind: 'sent', messageId: typeof messageId === 'string' ? messageId.slice(0, 100) : null };
  }
}
