import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/identity.module.js';
import { JournalModule } from '../../journal/journal.module.js';
import { EarsController } from './ears/ears.controller.js';
import { GradingController } from './grading/grading.controller.js';
import { Grading } from './grading/grading.service.js';
import { SignalsController } from './review/signals.controller.js';
import { SignalReview } from './review/signals.service.js';
import { SignalsWatch } from './review/signals.watch.js';
import { Detector } from './rules/detector.service.js';
import { SignalRulesController } from './rules/signal-rules.controller.js';
import { SignalRuleBook } from './rules/signal-rules.service.js';

/** Risk signals (风险信号): our own early warnings, never called 预警. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [EarsController, GradingController, SignalRulesController, SignalsController],
  providers: [Grading, Detector, SignalRuleBook, SignalReview, SignalsWatch],
})
export class SignalsModule {}
