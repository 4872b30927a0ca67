import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../../platform/config.js';
import type { Outcome } from '../notice.rules.js';
import { refusedBy, unanswered, type Channel, type Letter } from './channel.js';

/** Patience with the mail server, ms. */
const PATIENCE_MS = 5000;
/** A subject is no longer than this. */
const SUBJECT = 60;

/** E-mail by the city's mail server. There are no receipts: what the server took is sent. */
@Injectable()
export class EmailChannel implements Channel, OnApplicationShutdown {
  readonly name = 'email';
  private readonly transport: Transporter | null;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    this.transport = config.smtp === null ? null : createTransport({ url: config.smtp.url, pool: true, ...patience });
  }

  get isConfigured(): boolean {
    return this.transport !== null;
  }

  async deliver({ id, address, text }: Letter): Promise<Outcome> {
    const { smtp } = this.config;
    if (this.transport === null || smtp === null) return refusedBy('channel/not-configured', false);
    const host = smtp.from.slice(smtp.from.lastIndexOf('@') + 1).replace('>', '');
    const mail = { from: smtp.from, to: address, subject: text.slice(0, SUBJECT), text, messageId: `<${id}@${host}>` };
    try {
      await this.transport.sendMail(mail);
      return { kind: 'sent', messageId: null };
    } catch (error) {
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      if (responseCode === undefined) return unanswered(`mail/${code ?? 'failed'}`.toLowerCase());
      // @source RFC 5321: 5xx is for good, 4xx for now.
      return refusedBy(`mail/${responseCode}`, responseCode < 500);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
