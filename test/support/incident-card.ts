import type { IncidentCard } from '../../protocol/incident.js';

/** An incident's card: a case to be reviewed, due in an hour of 2026-11-22 09:42 Shanghai. */
export function card(over: Partial<IncidentCard> = {}): IncidentCard {
  return {
    ...{ id: '00000000-0000-7000-8000-000000000001', no: '20261122-0001', procedure: 'city-management' },
    ...{ procedureVersion: 1, state: 'reported', lane: 'review', outcome: null },
    ...{ stream: 'incident', type: 'env.exposed_garbage', priority: 3, level: null, source: 'grid' },
    ...{ district: '990101', road: null, h3: null, lon: 120.05, lat: 38.75 },
    ...{ occurredAt: '2026-11-22T01:40:00.000Z', openedAt: '2026-11-22T01:40:01.000Z' },
    ...{ enteredAt: '2026-11-22T01:40:01.000Z', closedAt: null },
    ...{ dueAt: null, stepDueAt: '2026-11-22T02:42:00.000Z', limitAt: '2026-11-22T02:42:00.000Z', warnAt: null },
    ...{ pausedAt: null, reviewed: false, supervised: false, extensionPending: false },
    ...{ reports: 1, repeats: 0, bounces: 0, reworks: 0, extensions: 0, reminders: 0 },
    ...{ parent: null, mergedInto: null, isDrill: false, version: 1 },
    ...over,
  };
}
