import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { WarningsController } from './warnings.controller.js';
import { WarningsReactor } from './warnings.reactor.js';
import { WarningBook } from './warnings.service.js';
import { WarningsTimer } from './warnings.timer.js';

/** Official warnings (预警): issued by others, in force by time and area. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [WarningsController],
  providers: [WarningBook, WarningsReactor, WarningsTimer],
})
export class WarningsModule {}
