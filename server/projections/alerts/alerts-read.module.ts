import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { ProjectionsModule } from '../projections.module.js';
import { AlertsLiveController } from './alerts-live.controller.js';
import { AlertsChannel } from './alerts.channel.js';
import { CurrentAlert } from './current-alert.service.js';

/** The monthly alert that holds, out to the screens. */
@Module({
  imports: [JournalModule, ProjectionsModule],
  controllers: [AlertsLiveController],
  providers: [AlertsChannel, CurrentAlert],
})
export class AlertsReadModule {}
