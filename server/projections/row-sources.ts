import type { Permission } from '../../protocol/identity.js';
import type { RowQuery } from '../../protocol/rows.js';
import { alarmsOpen, alarmsRecent } from './rows.alarms.queries.js';
import {
  alertsInputs,
  noticesUndelivered,
  permitsInForce,
  reportsDue,
  rosterGaps,
  warningsInForce,
} from './rows.duty.queries.js';
import { sourcesInterrupted, sourcesReceived } from './rows.feeds.queries.js';
import { incidentsClosed, incidentsOpen, incidentsOpened, incidentsOverdue } from './rows.incidents.queries.js';
import { instructionsOverdue, instructionsStanding } from './rows.instructions.queries.js';
import { signalsWaiting, watchesAwaited } from './rows.signals.queries.js';
import { objectsOverdue, objectsTotal, offencesCounted } from './rows.objects.queries.js';
import { observationsOpen, observationsTotal } from './rows.observations.queries.js';
import { hazardsOpen, riskPointsTotal, visitsOverdue, visitsPlanned } from './rows.risk-points.queries.js';
import { sensorsTotal } from './rows.sensors.queries.js';
import { assignmentsOpen, unitsFree, unitsOnShift, unitsTotal } from './rows.units.queries.js';
import { deadLettersWaiting, sourcesRejected, vitalsInputs, kpiRows } from './rows.upkeep.queries.js';
import type { RowSource } from './rows.source.js';

/** The queries by id. */
export const SOURCES: Record<RowQuery, RowSource> = {
  'observations.total': observationsTotal,
  'observations.open': observationsOpen,
  'sources.interrupted': sourcesInterrupted,
  'sources.received': sourcesReceived,
  'sources.rejected': sourcesRejected,
  'dead-letters.waiting': deadLettersWaiting,
  'vitals.inputs': vitalsInputs,
  'incidents.open': incidentsOpen,
  'incidents.overdue': incidentsOverdue,
  'incidents.closed': incidentsClosed,
  'incidents.opened': incidentsOpened,
  'reports.due': reportsDue,
  'notices.undelivered': noticesUndelivered,
  'roster.gaps': rosterGaps,
  'permits.in-force': permitsInForce,
  'warnings.in-force': warningsInForce,
  'units.total': unitsTotal,
  'units.free': unitsFree,
  'units.on-shift': unitsOnShift,
  'assignments.open': assignmentsOpen,
  'objects.total': objectsTotal,
  'objects.overdue': objectsOverdue,
  'offences.counted': offencesCounted,
  'risk-points.total': riskPointsTotal,
  'visits.planned': visitsPlanned,
  'visits.overdue': visitsOverdue,
  'hazards.open': hazardsOpen,
  'instructions.standing': instructionsStanding,
  'instructions.overdue': instructionsOverdue,
  'alarms.open': alarmsOpen,
  'alarms.recent': alarmsRecent,
  'signals.waiting': signalsWaiting,
  'watches.awaited': watchesAwaited,
  'kpi.rows': kpiRows,
  'alerts.inputs': alertsInputs,
  'sensors.total': sensorsTotal,
};
/** What each query asks of its reader: any one of these permissions. */
export const NEEDS: Record<RowQuery, readonly Permission[]> = {
  'observations.total': ['rows.read'],
  'observations.open': ['rows.read'],
  'sources.interrupted': ['situation.read'],
  'sources.received': ['rows.read', 'ops.read'],
  'sources.rejected': ['deadletters.manage'],
  'dead-letters.waiting': ['deadletters.manage'],
  'vitals.inputs': ['situation.read'],
  'incidents.open': ['incidents.read'],
  'incidents.overdue': ['incidents.read'],
  'incidents.closed': ['incidents.read'],
  'incidents.opened': ['incidents.read'],
  'reports.due': ['incidents.read'],
  'notices.undelivered': ['incidents.read'],
  'roster.gaps': ['units.read'],
  'permits.in-force': ['situation.read'],
  'warnings.in-force': ['situation.read'],
  'units.total': ['units.read'],
  'units.free': ['units.read'],
  'units.on-shift': ['units.read'],
  'assignments.open': ['units.read'],
  'objects.total': ['objects.read'],
  'objects.overdue': ['objects.read'],
  'offences.counted': ['objects.read'],
  'risk-points.total': ['objects.read'],
  'visits.planned': ['objects.read'],
  'visits.overdue': ['objects.read'],
  'hazards.open': ['objects.read'],
  'instructions.standing': ['instructions.read'],
  'instructions.overdue': ['instructions.read'],
  'alarms.open': ['alarms.read'],
  'alarms.recent': ['alarms.read'],
  'signals.waiting': ['situation.read'],
  'watches.awaited': ['situation.read'],
  'kpi.rows': ['rows.read'],
  'alerts.inputs': ['alerts.read'],
  'sensors.total': ['alarms.read'],
};

/** Whose reach decides which districts are seen, by what the query is about; `rows.read` for all others. */
export const REACH: Readonly<Record<string, Permission>> = {
  incidents: 'incidents.read',
  reports: 'incidents.read',
  notices: 'incidents.read',
  roster: 'units.read',
  units: 'units.read',
  assignments: 'units.read',
  objects: 'objects.read',
  offences: 'objects.read',
  'risk-points': 'objects.read',
  visits: 'objects.read',
  hazards: 'objects.read',
  instructions: 'instructions.read',
  alarms: 'alarms.read',
  signals: 'situation.read',
  watches: 'situation.read',
  alerts: 'alerts.read',
  sensors: 'alarms.read',
};
