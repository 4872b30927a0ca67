import { Module } from '@nestjs/common';
import { CityModule } from '../city/city.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { Accept } from './accept.service.js';
import { CallsController } from './calls.controller.js';
import { Calls } from './calls.service.js';
import { CityLookups } from './city-lookups.js';
import { CommitQueue } from './commit-queue.js';
import { GroupWriter } from './group.writer.js';
import { IntakeController } from './intake.controller.js';
import { IntakeMetrics } from './intake.metrics.js';
import { ItemPreparer } from './item.preparer.js';
import { StorageRoom } from './storage-room.js';

/** The accept path: read, normalised, stored in groups, and told to the journal. */
@Module({
  imports: [CityModule, IdentityModule, JournalModule],
  controllers: [CallsController, IntakeController],
  providers: [Accept, Calls, CityLookups, CommitQueue, GroupWriter, IntakeMetrics, ItemPreparer, StorageRoom],
  exports: [Accept, GroupWriter, ItemPreparer],
})
export class IntakeCoreModule {}
