import { Module } from '@nestjs/common';
import { MapCountsController } from './map-counts.controller.js';
import { ObservationsController } from './observations.controller.js';
import { RowTotals } from './row-totals.js';
import { RowsController } from './rows.controller.js';
import { RowsService } from './rows.service.js';

/** The rows behind every number. */
@Module({
  controllers: [RowsController, ObservationsController, MapCountsController],
  providers: [RowsService, RowTotals],
  exports: [RowTotals],
})
export class RowsModule {}
