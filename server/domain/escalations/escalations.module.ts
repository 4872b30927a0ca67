import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { EscalationCommands } from './escalation-commands.service.js';
import { EscalationsController } from './escalations.controller.js';
import { EscalationsReactor } from './escalations.reactor.js';
import { EscalationsService } from './escalations.service.js';
import { EscalationsTimer } from './escalations.timer.js';

/** Escalation chains (升级链): who is told when nobody acts, and again until somebody acknowledges. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [EscalationsController],
  providers: [EscalationsService, EscalationsReactor, EscalationsTimer, EscalationCommands],
})
export class EscalationsModule {}
