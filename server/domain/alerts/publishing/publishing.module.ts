import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts.module.js';
import { AlertPreviewsController } from './alert-previews.controller.js';
import { AlertPreviews } from './alert-previews.service.js';
import { PublicAlertsController } from './public-alerts.controller.js';
import { Publishing } from './publishing.service.js';
import { Readers } from './readers.service.js';

/** Published alerts for everybody: page, feed, CAP, JSON and paper; and how a draft would look. */
@Module({
  imports: [AlertsModule],
  controllers: [PublicAlertsController, AlertPreviewsController],
  providers: [Readers, Publishing, AlertPreviews],
})
export class PublishingModule {}
