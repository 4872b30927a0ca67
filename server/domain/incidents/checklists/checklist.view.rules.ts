import type { ChecklistRow, IncidentChecklist } from '../../../../protocol/checklist.js';
import type { CourseLine } from '../../../../protocol/incident.js';
import { checklistFor, ticked } from './checklist.rules.js';

/** The checklist of an incident with what was ticked; null where its type has none. */
export function checklistOf(
  lists: readonly ChecklistRow[],
  type: string,
  course: readonly CourseLine[],
): IncidentChecklist | null {
  const list = checklistFor(lists, type, course);
  return list ? ticked(list, course) : null;
}
