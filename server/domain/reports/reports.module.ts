import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { ReportSubmissions } from './report-submissions.service.js';
import { ReportTexts } from './report-texts.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsReactor } from './reports.reactor.js';
import { Reports } from './reports.service.js';
import { ReportsTimer } from './reports.timer.js';

/** Information reports (信息报告): what must be told upward of grave incidents, and by when. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [ReportsController],
  providers: [Reports, ReportTexts, ReportSubmissions, ReportsReactor, ReportsTimer],
})
export class ReportsModule {}
