import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { ReportRuleAdmin } from './report-rules.service.js';
import { ReportSubmissions } from './report-submissions.service.js';
import { ReportTexts } from './report-texts.service.js';
import { ReportRulesController } from './report-rules.controller.js';
import { ReportsController } from './reports.controller.js';
import { ReportsReactor } from './reports.reactor.js';
import { Reports } from './reports.service.js';
import { ReportsTimer } from './reports.timer.js';

/** Information reports (信息报告): what must be told upward of grave incidents, and by when. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [ReportsController, ReportRulesController],
  providers: [Reports, ReportRuleAdmin, ReportTexts, ReportSubmissions, ReportsReactor, ReportsTimer],
})
export class ReportsModule {}
