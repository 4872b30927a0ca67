import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { ForecastModule } from '../forecast/forecast.module.js';
import { AlertActs } from './alert-acts.service.js';
import { AlertConsultation } from './alert-consultation.service.js';
import { AlertDrafts } from './alert-drafts.service.js';
import { AlertEditingController } from './alert-editing.controller.js';
import { AlertEditing } from './alert-editing.service.js';
import { AlertRelease } from './alert-release.service.js';
import { AlertWorkflowController } from './alert-workflow.controller.js';
import { AlertsController } from './alerts.controller.js';
import { AlertDesk } from './alerts.service.js';
import { AlertsReactor } from './alerts.reactor.js';
import { AlertsTimer } from './alerts.timer.js';
import { AlertCompiler } from './compile/alert-compiler.service.js';
import { AlertPlaces } from './compile/alert-places.service.js';
import { AlertRisks } from './compile/alert-risks.service.js';
import { AlertLibraryController } from './library/alert-library.controller.js';
import { AlertLibrary } from './library/alert-library.service.js';
import { PublishedAlerts } from './published-alerts.service.js';

/** The monthly safety alert (每月城市安全风险提示): compiled from the city's own data, talked over, approved by another, published, corrected. */
@Module({
  imports: [JournalModule, TimersModule, ForecastModule],
  controllers: [AlertsController, AlertEditingController, AlertWorkflowController, AlertLibraryController],
  providers: [
    ...[AlertLibrary, AlertPlaces, AlertRisks, AlertCompiler],
    ...[AlertActs, AlertDrafts, AlertEditing, AlertConsultation, AlertRelease],
    ...[AlertDesk, PublishedAlerts, AlertsTimer, AlertsReactor],
  ],
  exports: [PublishedAlerts],
})
export class AlertsModule {}
