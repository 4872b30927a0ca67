import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { ProjectionsModule } from '../projections.module.js';
import { KpiBoardChannel } from './kpi-board.channel.js';
import { KpiPublishing } from './kpi-publishing.service.js';
import { KpiExportController } from './kpi-export.controller.js';
import { KpiRunning } from './kpi-running.service.js';
import { KpiBoards } from './kpi-boards.service.js';
import { KpiDetails } from './kpi-details.service.js';
import { KpiSplits } from './kpi-splits.service.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import { KpisController } from './kpis.controller.js';

/** Indicators, out to the screens. */
@Module({
  imports: [JournalModule, ProjectionsModule],
  controllers: [KpiExportController, KpisController],
  providers: [KpiBoardChannel, KpiBoards, KpiDetails, KpiNumbersReader, KpiPublishing, KpiRunning, KpiSplits],
})
export class KpiReadModule {}
