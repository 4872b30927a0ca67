import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { TimerMetrics } from './timers.metrics.js';
import { TimersScheduler } from './timers.scheduler.js';
import { Timers } from './timers.js';

/** Timers, open to every capability. */
@Module({ imports: [JournalModule], providers: [Timers, TimerMetrics, TimersScheduler], exports: [Timers] })
export class TimersModule {}
