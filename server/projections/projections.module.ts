import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { IntakeHealthChannel } from './intake-health.channel.js';
import { LiveChannels } from './live-channel.js';
import { PastSituationService } from './past-situation.service.js';
import { ProjectionService } from './projection.service.js';
import { ReadState } from './read-state.js';
import { RiskMapChannel } from './risk-map.channel.js';
import { SituationChannel } from './situation.channel.js';
import { SituationController } from './situation.controller.js';

/** The live states in memory, over HTTP and for the gateway. */
@Module({
  imports: [JournalModule],
  controllers: [SituationController],
  providers: [
    LiveChannels,
    ReadState,
    ProjectionService,
    SituationChannel,
    RiskMapChannel,
    IntakeHealthChannel,
    PastSituationService,
  ],
  exports: [LiveChannels, ReadState],
})
export class ProjectionsModule {}
