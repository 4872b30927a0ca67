import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { DueTimes } from './due-times.js';
import { InstructionCommands } from './instruction-commands.service.js';
import { InstructionWords } from './instruction-words.js';
import { InstructionsController } from './instructions.controller.js';
import { InstructionBook } from './instructions.service.js';
import { InstructionsTimer } from './instructions.timer.js';

/** Instructions (批示): what a leader asks for, of whom, and by when. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [InstructionsController],
  providers: [InstructionBook, InstructionCommands, InstructionWords, DueTimes, InstructionsTimer],
})
export class InstructionsModule {}
