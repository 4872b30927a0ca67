import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { AlarmsLiveController } from './alarms-live.controller.js';
import { AlarmsChannel } from './alarms.channel.js';
import { DutyQueueController } from './duty-queue.controller.js';
import { DutyQueueChannel } from './duty-queue.channel.js';
import { InstructionsChannel } from './instructions.channel.js';
import { IntakeHealthChannel } from './intake-health.channel.js';
import { LiveChannels } from './live-channel.js';
import { PastSituationService } from './past-situation.service.js';
import { ProjectionService } from './projection.service.js';
import { ReadState } from './read-state.js';
import { RiskController } from './risk.controller.js';
import { RiskMapChannel } from './risk-map.channel.js';
import { SignalsLiveController } from './signals-live.controller.js';
import { SignalsChannel } from './signals.channel.js';
import { RiskPast } from './risk-past.service.js';
import { RiskReach } from './risk-reach.js';
import { SituationChannel } from './situation.channel.js';
import { SituationController } from './situation.controller.js';
import { UnitsLiveController } from './units-live.controller.js';
import { UnitsChannel } from './units.channel.js';

/** The live states in memory, over HTTP and for the gateway. */
@Module({
  imports: [JournalModule],
  controllers: [
    SituationController,
    DutyQueueController,
    UnitsLiveController,
    AlarmsLiveController,
    SignalsLiveController,
    RiskController,
  ],
  providers: [
    LiveChannels,
    ReadState,
    ProjectionService,
    SituationChannel,
    RiskMapChannel,
    IntakeHealthChannel,
    DutyQueueChannel,
    UnitsChannel,
    AlarmsChannel,
    InstructionsChannel,
    SignalsChannel,
    PastSituationService,
    RiskPast,
    RiskReach,
  ],
  exports: [LiveChannels, ReadState],
})
export class ProjectionsModule {}
