import { Module } from '@nestjs/common';
import { CityModule } from '../city/city.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { Accept } from './accept.service.js';
import { CallsController } from './calls.controller.js';
import { Calls } from './calls.service.js';
import { CapController } from './cap/cap.controller.js';
import { CapDoor } from './cap/cap.service.js';
import { CapStore } from './cap/cap.store.js';
import { CityLookups } from './city-lookups.js';
import { CommitQueue } from './commit-queue.js';
import { DeskSource } from './desk-source.js';
import { GroupWriter } from './group.writer.js';
import { IntakeController } from './intake.controller.js';
import { IntakeMetrics } from './intake.metrics.js';
import { ItemPreparer } from './item.preparer.js';
import { StorageRoom } from './storage-room.js';

/** The accept path: read, normalised, stored in groups, and told to the journal. */
@Module({
  imports: [CityModule, IdentityModule, JournalModule],
  controllers: [CallsController, CapController, IntakeController],
  providers: [
    Accept,
    Calls,
    CapDoor,
    CapStore,
    CityLookups,
    CommitQueue,
    DeskSource,
    GroupWriter,
    IntakeMetrics,
    ItemPreparer,
    StorageRoom,
  ],
  exports: [Accept, CapDoor, GroupWriter, ItemPreparer],
})
export class IntakeCoreModule {}
