import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { Amendments } from './amendments.service.js';
import { Changings } from './changes.service.js';
import { Comments } from './comments.service.js';
import { Commands } from './commands.runner.js';
import { DueDates } from './due-dates.js';
import { Extensions } from './extensions.service.js';
import { IncidentChangesController } from './incident-changes.controller.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { DuplicatesReactor } from './duplicates/duplicates.reactor.js';
import { Duplicates } from './duplicates/duplicates.service.js';
import { FilingController } from './filing/filing.controller.js';
import { FilingAdmin } from './filing/filing-admin.service.js';
import { FilingBook } from './filing/filing.service.js';
import { IncidentFiles } from './incident-file.service.js';
import { IncidentObjectController } from './incident-object.controller.js';
import { IncidentRegisters } from './incident-registers.service.js';
import { IncidentObjects } from './incident-object.service.js';
import { IncidentLinksController } from './incident-links.controller.js';
import { IncidentList } from './incident-list.service.js';
import { IncidentMovesController } from './incident-moves.controller.js';
import { IncidentHands } from './incident-hands.service.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsReactor } from './incidents.reactor.js';
import { Incidents } from './incidents.service.js';
import { LookAgainTimer } from './look-again.timer.js';
import { Merges } from './merges.service.js';
import { Notes } from './notes.service.js';
import { Openings } from './openings.service.js';
import { PhotosController } from './photos.controller.js';
import { Photos } from './photos.service.js';
import { PermitsController } from './permits/permits.controller.js';
import { PermitBook } from './permits/permits.service.js';
import { ProcedureAdmin } from './procedure-admin.service.js';
import { ChecklistsController } from './checklists/checklists.controller.js';
import { ChecklistBook } from './checklists/checklists.service.js';
import { TicksController } from './checklists/ticks.controller.js';
import { Ticks } from './checklists/ticks.service.js';
import { IncidentTexts } from './search/search.reactor.js';
import { ProceduresController } from './procedures.controller.js';
import { ProcedureBook } from './procedures.service.js';

/** Everything handled by a procedure, from the message that opens it to its end. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [
    IncidentsController,
    IncidentMovesController,
    IncidentChangesController,
    IncidentLinksController,
    IncidentObjectController,
    FilingController,
    DuplicatesController,
    PhotosController,
    ProceduresController,
    PermitsController,
    TicksController,
    ChecklistsController,
  ],
  providers: [
    ProcedureBook,
    ProcedureAdmin,
    DueDates,
    Notes,
    Incidents,
    IncidentHands,
    Changings,
    Extensions,
    Merges,
    IncidentObjects,
    FilingBook,
    FilingAdmin,
    IncidentRegisters,
    Comments,
    Openings,
    Amendments,
    PermitBook,
    Photos,
    IncidentsReactor,
    Commands,
    IncidentList,
    IncidentFiles,
    Duplicates,
    DuplicatesReactor,
    IncidentTexts,
    Ticks,
    ChecklistBook,
    LookAgainTimer,
  ],
  exports: [Incidents, IncidentHands, Changings, Merges, ProcedureBook, Commands],
})
export class IncidentsModule {}
