import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { DutyShiftsController } from './duty-shifts.controller.js';
import { DutyShiftBook } from './duty-shifts.service.js';
import { Figures } from './figures.port.js';
import { HandoverCommands } from './handover-commands.service.js';
import { HandoverWriter } from './handover-writer.service.js';
import { HandoverController } from './handover.controller.js';
import { HandoverTimer } from './handover.timer.js';
import { HandoverBook } from './handovers.service.js';

/** Handing over a shift: written by the system from the shift's facts, confirmed by both sides. */
@Module({})
export class HandoverModule {
  /** Makes the module with the figures of another: `figures` counts them, `module` exports it. */
  static with({ module, figures }: { module: Type; figures: Type<Figures> }): DynamicModule {
    return {
      module: HandoverModule,
      imports: [JournalModule, TimersModule, module],
      controllers: [HandoverController, DutyShiftsController],
      providers: [
        { provide: Figures, useExisting: figures },
        ...[HandoverWriter, HandoverTimer, DutyShiftBook, HandoverBook, HandoverCommands],
      ],
    };
  }
}
