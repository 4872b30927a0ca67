import { z } from 'zod';
import { AlarmChanged, AlarmRaised, AlarmReferred } from './facts/alarms.js';
import { DispatchAssigned, DispatchMoved, RosterGap, UnitChanged, UnitLocated, UnitShifted } from './facts/dispatch.js';
import { BandsComputed, FeedChanged, TransportChanged, VitalMeasured } from './facts/feeds.js';
import { IncidentChanged, IncidentMoved, IncidentNoted, IncidentOpened } from './facts/incidents.js';
import { DeadLetterSettled, IntakeRecorded, IntakeRejected, ObservationAmended } from './facts/intake.js';
import { HandoverChanged } from './facts/handovers.js';
import { EscalationChanged } from './facts/escalations.js';
import { NoticeChanged } from './facts/notices.js';
import { InstructionChanged, ReportChanged } from './facts/reports.js';
import { ObjectGraded, RiskPointChanged, VisitChanged, VisitsPlanned } from './facts/objects.js';

import {
  AlertChanged,
  AlertDue,
  RiskStated,
  SignalChanged,
  WarningChanged,
  WarningReceived,
  WatchChanged,
} from './facts/risk.js';

/** Everything the journal can hold, told apart by `type`. */
export const Fact = z.discriminatedUnion('type', [
  IntakeRecorded,
  IntakeRejected,
  ObservationAmended,
  DeadLetterSettled,
  FeedChanged,
  TransportChanged,
  BandsComputed,
  VitalMeasured,
  IncidentOpened,
  IncidentMoved,
  IncidentChanged,
  IncidentNoted,
  ReportChanged,
  UnitChanged,
  UnitLocated,
  UnitShifted,
  RosterGap,
  DispatchAssigned,
  DispatchMoved,
  EscalationChanged,
  NoticeChanged,
  ObjectGraded,
  RiskPointChanged,
  VisitChanged,
  VisitsPlanned,
  WarningReceived,
  WarningChanged,
  SignalChanged,
  WatchChanged,
  RiskStated,
  HandoverChanged,
  InstructionChanged,
  AlarmRaised,
  AlarmChanged,
  AlarmReferred,
  AlertDue,
  AlertChanged,
]);
export type Fact = z.infer<typeof Fact>;
export type FactType = Fact['type'];

/** A fact in its place: `seq` is commit order, the cursor, and the `asOf` of every screen. */
export interface Entry {
  seq: number;
  at: string;
  subject: string | null;
  batch: string | null;
  isDrill: boolean;
  fact: Fact;
}
