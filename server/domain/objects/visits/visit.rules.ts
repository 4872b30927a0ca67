import type { HazardInput, VisitRecord, VisitReason } from '../../../../protocol/visit.js';
import type { NewEntry } from '../../../journal/entry.js';
import { DomainError } from '../../../platform/domain-error.js';
import { addDays } from './plan.rules.js';
import { FIX_DAYS } from './topics.data.js';
import type { VisitRow } from './visits.queries.js';
import type { LockedVisit } from './visits.store.js';

/** Refuses a record that contradicts itself. @throws input/invalid (422) with the place */
export function requireRecord(record: VisitRecord, visit: LockedVisit, today: string): void {
  const { outcome, hazards, fixed, topics } = record;
  if (outcome === 'hazards' && hazards.length === 0)
    throw refused('/hazards', 'visit/no-hazard', 'the outcome says that hazards were found, and none is told');
  if (outcome !== 'hazards' && hazards.length > 0)
    throw refused('/outcome', 'visit/hazards-told', 'hazards are told, so they were found');
  if (outcome === 'absent' && fixed.length > 0)
    throw refused('/fixed', 'visit/nobody-there', 'where nobody was met nothing was seen to be put right');
  const stranger = topics.find((topic) => !visit.topics.includes(topic));
  if (stranger !== undefined)
    throw refused(
      '/topics',
      'visit/foreign-topic',
      `${stranger} is no topic of this visit: ${visit.topics.join(', ')}`,
    );
  const at = hazards.findIndex(({ point }) => point !== null && !visit.points.includes(point));
  if (at >= 0)
    throw refused(`/hazards/${at}/point`, 'visit/foreign-point', 'that risk point is not looked at by this visit');
  const past = hazards.findIndex(({ dueOn }) => dueOn !== undefined && dueOn < today);
  if (past >= 0) throw refused(`/hazards/${past}/dueOn`, 'visit/day-past', 'that day is over');
}

/** Hazards with the day by which they are to be put right. @source topics.data.ts FIX_DAYS */
export function withDueDay(hazards: readonly HazardInput[], today: string): (HazardInput & { dueOn: string })[] {
  return hazards.map((hazard) => ({ ...hazard, dueOn: hazard.dueOn ?? addDays(today, FIX_DAYS[hazard.level]) }));
}

/** The fact of a visit as it stands. */
export function visitFact(what: 'arranged' | 'assigned' | 'done' | 'cancelled', visit: VisitRow): NewEntry {
  const { id, district, object, points, reason, topics, unit, outcome, hazards } = visit;
  return {
    fact: {
      ...{ type: 'visit.changed', what, visit: id, district, object: object?.code ?? null },
      points: points.map((p) => p.code),
      ...{ reason: reason satisfies VisitReason, topics, unit, outcome, hazards: hazards.length },
    },
    subject: id,
  };
}

/** A body that cannot be, with its place. */
export function refused(pointer: string, code: string, detail: string): DomainError {
  return new DomainError(422, 'input/invalid', detail, { errors: [{ pointer, code, detail }] });
}
