import { Module } from '@nestjs/common';
import { CityModule } from '../city/city.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { Accept } from './accept.service.js';
import { CityLookups } from './city-lookups.js';
import { CommitQueue } from './commit-queue.js';
import { DeadLetterController } from './dead-letter.controller.js';
import { DeadLetters } from './dead-letter.service.js';
import { GroupWriter } from './group.writer.js';
import { IntakeController } from './intake.controller.js';
import { ItemPreparer } from './item.preparer.js';
import { Partitions } from './partitions.service.js';
import { ReadingHourReactor } from './reading-hour.reactor.js';
import { StorageRoom } from './storage-room.js';

const INTAKE = [Accept, CityLookups, CommitQueue, GroupWriter, ItemPreparer, StorageRoom];

/** Streams come in here: read, normalised, stored in groups, and told to the journal. */
@Module({
  imports: [CityModule, IdentityModule, JournalModule],
  controllers: [IntakeController, DeadLetterController],
  providers: [...INTAKE, DeadLetters, Partitions, ReadingHourReactor],
})
export class IntakeModule {}
