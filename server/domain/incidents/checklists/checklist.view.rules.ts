import type { IncidentChecklist } from '../../../../protocol/checklist.js';
import type { CourseLine } from '../../../../protocol/incident.js';
import { checklistFor, ticked } from './checklist.rules.js';
import { CHECKLISTS } from './checklists.data.js';

/** The checklist of an incident with what was ticked; null where its type has none. */
export function checklistOf(type: string, course: readonly CourseLine[]): IncidentChecklist | null {
  const list = checklistFor(CHECKLISTS, type, course);
  return list ? ticked(list, course) : null;
}
