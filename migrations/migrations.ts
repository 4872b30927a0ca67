import { CreateClock1764000000001 } from './1764000000001-create-clock.js';
import { CreateCity1764000000002 } from './1764000000002-create-city.js';
import { CreateIdentity1764000000003 } from './1764000000003-create-identity.js';
import { CreateJournal1764000000004 } from './1764000000004-create-journal.js';
import { CreateObservation1764000000005 } from './1764000000005-create-observation.js';
import { CreateRollups1764000000006 } from './1764000000006-create-rollups.js';
import { IndexAmendments1764000000007 } from './1764000000007-index-amendments.js';
import { CreateIncident1764000000010 } from './1764000000010-create-incident.js';
import { AddShiftLead1764000000011 } from './1764000000011-add-shift-lead.js';
import { CreatePermit1764000000012 } from './1764000000012-create-permit.js';
import { CreateTimeLimit1764000000020 } from './1764000000020-create-time-limit.js';
import { CreateTimer1764000000021 } from './1764000000021-create-timer.js';
import { CreateReport1764000000022 } from './1764000000022-create-report.js';
import { CreateEscalation1764000000023 } from './1764000000023-create-escalation.js';
import { AddWarnAt1764000000024 } from './1764000000024-add-warn-at.js';
import { CreateUnit1764000000030 } from './1764000000030-create-unit.js';
import { CreateRoster1764000000031 } from './1764000000031-create-roster.js';
import { CreateAssignment1764000000032 } from './1764000000032-create-assignment.js';
import { UnknownStatusTime1764000000033 } from './1764000000033-unknown-status-time.js';
import { CreateDuplicateSuggestion1764000000040 } from './1764000000040-create-duplicate-suggestion.js';
import { CreateNotice1764000000041 } from './1764000000041-create-notice.js';
import { CreateFile1764000000050 } from './1764000000050-create-file.js';
import { IndexAttachment1764000000051 } from './1764000000051-index-attachment.js';
import { CreateIncidentHour1764000000060 } from './1764000000060-create-incident-hour.js';
import { AddShiftId1764000000062 } from './1764000000062-add-shift-id.js';
import { CreateHandover1764000000065 } from './1764000000065-create-handover.js';
import { KeepAdministrationHistory1764000000066 } from './1764000000066-keep-administration-history.js';
import { KeepOwnRules1764000000067 } from './1764000000067-keep-own-rules.js';
import { CreateObject1764000000068 } from './1764000000068-create-object.js';
import { CreateFilingCondition1764000000069 } from './1764000000069-create-filing-condition.js';
import { CreateCamera1764000000071 } from './1764000000071-create-camera.js';
import { CreateIncidentText1764000000072 } from './1764000000072-create-incident-text.js';
import { BoundDuplicates1764000000073 } from './1764000000073-bound-duplicates.js';
import { CreateAlarm1764000000080 } from './1764000000080-create-alarm.js';
import { CreateWarning1764000000085 } from './1764000000085-create-warning.js';
import { CreateSignal1764000000086 } from './1764000000086-create-signal.js';
import { CreateKpi1764000000100 } from './1764000000100-create-kpi.js';
import { CreateInstruction1764000000105 } from './1764000000105-create-instruction.js';
import { CreateAlertLibrary1764000000110 } from './1764000000110-create-alert-library.js';
import { CreateAlert1764000000111 } from './1764000000111-create-alert.js';
import { CreateRiskIndex1764000000115 } from './1764000000115-create-risk-index.js';
import { CreateRiskPoint1764000000120 } from './1764000000120-create-risk-point.js';
import { CreateVisit1764000000121 } from './1764000000121-create-visit.js';
import { CreateHazardChain1764000000125 } from './1764000000125-create-hazard-chain.js';
import { KeepFilingHistory1764000000130 } from './1764000000130-keep-filing-history.js';
import { CreateGradeRule1764000000131 } from './1764000000131-create-grade-rule.js';
import { CreateDutyShiftVersion1764000000132 } from './1764000000132-create-duty-shift-version.js';
import { CreateChecklist1764000000133 } from './1764000000133-create-checklist.js';
import { KeepSensorPast1764000000135 } from './1764000000135-keep-sensor-past.js';
import { CreateAlarmLimit1764000000140 } from './1764000000140-create-alarm-limit.js';
import { WarmSensorWatch1764000000150 } from './1764000000150-warm-sensor-watch.js';
import { AddFeedTransports1764000000160 } from './1764000000160-add-feed-transports.js';

/** Every migration, oldest first. A new one is one import and one line here. */
export const migrations = [
  CreateClock1764000000001,
  CreateCity1764000000002,
  CreateIdentity1764000000003,
  CreateJournal1764000000004,
  CreateObservation1764000000005,
  CreateRollups1764000000006,
  IndexAmendments1764000000007,
  CreateIncident1764000000010,
  AddShiftLead1764000000011,
  CreatePermit1764000000012,
  CreateTimeLimit1764000000020,
  CreateTimer1764000000021,
  CreateReport1764000000022,
  CreateEscalation1764000000023,
  AddWarnAt1764000000024,
  CreateUnit1764000000030,
  CreateRoster1764000000031,
  CreateAssignment1764000000032,
  UnknownStatusTime1764000000033,
  CreateDuplicateSuggestion1764000000040,
  CreateNotice1764000000041,
  CreateFile1764000000050,
  IndexAttachment1764000000051,
  CreateIncidentHour1764000000060,
  AddShiftId1764000000062,
  CreateHandover1764000000065,
  KeepAdministrationHistory1764000000066,
  KeepOwnRules1764000000067,
  CreateObject1764000000068,
  CreateFilingCondition1764000000069,
  CreateCamera1764000000071,
  CreateIncidentText1764000000072,
  BoundDuplicates1764000000073,
  CreateAlarm1764000000080,
  CreateWarning1764000000085,
  CreateSignal1764000000086,
  CreateKpi1764000000100,
  CreateInstruction1764000000105,
  CreateAlertLibrary1764000000110,
  CreateAlert1764000000111,
  CreateRiskIndex1764000000115,
  CreateRiskPoint1764000000120,
  CreateVisit1764000000121,
  CreateHazardChain1764000000125,
  KeepFilingHistory1764000000130,
  CreateGradeRule1764000000131,
  CreateDutyShiftVersion1764000000132,
  CreateChecklist1764000000133,
  KeepSensorPast1764000000135,
  CreateAlarmLimit1764000000140,
  WarmSensorWatch1764000000150,
  AddFeedTransports1764000000160,
];
