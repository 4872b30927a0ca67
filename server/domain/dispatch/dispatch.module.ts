import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentLists } from './assignment-lists.service.js';
import { AssignmentSettler } from './assignment.settler.js';
import { AssignmentWriter } from './assignment.writer.js';
import { Assignments } from './assignments.service.js';
import { CityChanges } from './city-changes.service.js';
import { CaseRouting } from './case-routing.service.js';
import { DispatchAnswers } from './dispatch-answers.js';
import { DispatchController } from './dispatch.controller.js';
import { DispatchReactor } from './dispatch.reactor.js';
import { Dispatch } from './dispatch.service.js';
import { DispatchWatch } from './dispatch.watch.js';
import { Recommendations } from './recommendation.service.js';
import { Rework } from './rework.service.js';
import { RosterController } from './roster.controller.js';
import { RosterEntries } from './roster-entries.service.js';
import { RosterEntriesController } from './roster-entries.controller.js';
import { RosterLines } from './roster-lines.service.js';
import { Roster } from './roster.service.js';
import { RosterWatch } from './roster.watch.js';
import { RoutingAdminController } from './routing-admin.controller.js';
import { RoutingAdmin } from './routing-admin.service.js';
import { RoutingController } from './routing.controller.js';
import { UnitPhoneController } from './unit-phone.controller.js';
import { UnitsAdminController } from './units-admin.controller.js';
import { UnitsAdmin } from './units-admin.service.js';
import { UnitsController } from './units.controller.js';
import { UnitClocks } from './units.service.js';

/** Units, roster and dispatch: who there is, who is on duty, who goes where. */
@Module({
  imports: [JournalModule, IncidentsModule],
  controllers: [
    UnitsAdminController,
    UnitsController,
    UnitPhoneController,
    RosterController,
    RosterEntriesController,
    RoutingController,
    RoutingAdminController,
    DispatchController,
    AssignmentsController,
  ],
  providers: [
    UnitClocks,
    CityChanges,
    UnitsAdmin,
    RoutingAdmin,
    RosterWatch,
    Roster,
    RosterEntries,
    RosterLines,
    DispatchWatch,
    DispatchAnswers,
    Dispatch,
    Assignments,
    AssignmentWriter,
    AssignmentSettler,
    AssignmentLists,
    CaseRouting,
    Rework,
    DispatchReactor,
    Recommendations,
  ],
  exports: [DispatchWatch],
})
export class DispatchModule {}
