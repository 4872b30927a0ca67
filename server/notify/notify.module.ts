import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { Channels } from './channels/channels.js';
import { ConsoleChannel } from './channels/console.channel.js';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { Letters } from './letters.service.js';
import { NoticeMetrics } from './notice.metrics.js';
import { NoticesController } from './notices.controller.js';
import { Notices } from './notices.service.js';
import { OutboxReactor } from './outbox.reactor.js';
import { Outbox } from './outbox.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { Receipts } from './receipts.service.js';
import { ReceiversController } from './receivers.controller.js';
import { ReceiversAdmin } from './receivers.service.js';
import { NoticeTextBook } from './texts.service.js';
import { TextsController } from './texts.controller.js';
import { Sender } from './sender.js';

const CHANNELS = [SmsChannel, WebhookChannel, EmailChannel, ConsoleChannel, Channels];

/** What the city tells whom: from facts through the outbox to a channel, and the receipts back. */
@Module({
  imports: [JournalModule],
  controllers: [ReceiptsController, NoticesController, ReceiversController, TextsController],
  providers: [
    ...CHANNELS,
    NoticeMetrics,
    Letters,
    Outbox,
    OutboxReactor,
    Sender,
    Notices,
    Receipts,
    ReceiversAdmin,
    NoticeTextBook,
  ],
})
export class NotifyModule {}
