import { Module } from '@nestjs/common';
import { JournalModule } from '../../journal/journal.module.js';
import { TimersModule } from '../../timers/timers.module.js';
import { GradesReactor } from './grades.reactor.js';
import { GradeRulesController } from './grade-rules.controller.js';
import { GradeRuleBook } from './grade-rules.service.js';
import { Grades } from './grades.service.js';
import { GradesTimer } from './grades.timer.js';
import { ObjectContactController } from './object-contact.controller.js';
import { ObjectContacts } from './object-contacts.service.js';
import { ObjectImports } from './object-import.service.js';
import { ObjectPlaces } from './object-place.service.js';
import { ObjectsController } from './objects.controller.js';
import { Objects } from './objects.service.js';
import { RiskPointChangesController } from './points/risk-point-changes.controller.js';
import { RiskPointChanges } from './points/risk-point-changes.service.js';
import { RiskPointImports } from './points/risk-point-import.service.js';
import { RiskPointRecords } from './points/risk-point-record.service.js';
import { RiskPointsController } from './points/risk-points.controller.js';
import { RiskPoints } from './points/risk-points.service.js';
import { RegisterDoor } from './register-door.service.js';
import { Sites } from './sites.service.js';
import { FrequenciesController } from './visits/frequencies.controller.js';
import { Frequencies } from './visits/frequencies.service.js';
import { VisitPlanReactor } from './visits/plan.reactor.js';
import { VisitPlan } from './visits/plan.service.js';
import { VisitPlanTimer } from './visits/plan.timer.js';
import { VisitCommands } from './visits/visit-commands.service.js';
import { VisitRecords } from './visits/visit-record.service.js';
import { VisitsController } from './visits/visits.controller.js';
import { Visits } from './visits/visits.service.js';

/** What is looked after: objects (监管对象) with their grade by what they did, and risk points (风险点) with theirs by assessment. */
@Module({
  imports: [JournalModule, TimersModule],
  controllers: [
    ...[ObjectsController, ObjectContactController, RiskPointsController, RiskPointChangesController],
    ...[VisitsController, FrequenciesController, GradeRulesController],
  ],
  providers: [
    ...[
      Objects,
      ObjectContacts,
      ObjectImports,
      RegisterDoor,
      ObjectPlaces,
      Sites,
      Grades,
      GradeRuleBook,
      GradesReactor,
      GradesTimer,
    ],
    ...[Visits, VisitCommands, VisitRecords, VisitPlan, VisitPlanReactor, VisitPlanTimer, Frequencies],
    ...[RiskPoints, RiskPointChanges, RiskPointImports, RiskPointRecords],
  ],
})
export class ObjectsModule {}
