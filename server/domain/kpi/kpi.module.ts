import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { KpiCounting } from './kpi-counting.service.js';
import { KpiDefinitionBook } from './kpi-definitions.service.js';
import { KpiDefinitionsController } from './kpi-definitions.controller.js';
import { KpiReactor } from './kpi.reactor.js';
import { KpiSeriesBook } from './kpi-series.service.js';
import { KpiWatch } from './kpi.watch.js';

/** Indicators: what they are, and what they are counted from. */
@Module({
  imports: [JournalModule],
  controllers: [KpiDefinitionsController],
  providers: [KpiCounting, KpiDefinitionBook, KpiReactor, KpiSeriesBook, KpiWatch],
  exports: [KpiCounting],
})
export class KpiModule {}
