import { Injectable } from '@nestjs/common';
import type { NoticeChannel } from '../../../protocol/notice.js';
import type { Channel } from './channel.js';
import { ConsoleChannel } from './console.channel.js';
import { EmailChannel } from './email.channel.js';
import { SmsChannel } from './sms.channel.js';
import { WebhookChannel } from './webhook.channel.js';

/** The ways for notices to leave, by name. */
@Injectable()
export class Channels {
  private readonly all: ReadonlyMap<NoticeChannel, Channel>;

  constructor(sms: SmsChannel, webhook: WebhookChannel, email: EmailChannel, desk: ConsoleChannel) {
    const channels: Channel[] = [sms, webhook, email, desk];
    this.all = new Map(channels.map((channel) => [channel.name, channel]));
  }

  of(name: NoticeChannel): Channel {
    return this.all.get(name) as Channel;
  }

  /** Those that somebody set up. */
  get configured(): ReadonlySet<NoticeChannel> {
    return new Set([...this.all.values()].filter((c) => c.isConfigured).map((c) => c.name));
  }
}
