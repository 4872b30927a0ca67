import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/identity.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { HazardChainController } from './chain.controller.js';
import { HazardChainBook } from './chain.service.js';
import { HazardsReactor } from './hazards.reactor.js';
import { WatchList } from './watch-list.service.js';
import { WatchesController } from './watches.controller.js';
import { WatchBook } from './watches.service.js';
import { WatchesTimer } from './watches.timer.js';

/** The hazard chain (灾害链): what may follow from what happened, and whether it did. */
@Module({
  imports: [IdentityModule, JournalModule, TimersModule],
  controllers: [HazardChainController, WatchesController],
  providers: [HazardChainBook, WatchBook, WatchList, HazardsReactor, WatchesTimer],
})
export class HazardsModule {}
