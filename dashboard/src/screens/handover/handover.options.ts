import type { HandoverFacts, HandoverFigureId, HandoverList } from '@protocol/handover';
import type { Incident } from '@protocol/incident';

/** The figures in the groups in which they are read. The lanes add up to `open`. */
export const GROUPS = [
  { id: 'shift', figures: ['opened', 'closed'] },
  { id: 'open', figures: ['open', 'review', 'dispatch', 'enroute', 'onsite', 'check', 'hung'] },
  { id: 'watch', figures: ['overdue', 'urgent', 'graded', 'bounced'] },
  { id: 'also', figures: ['reports', 'undelivered', 'lost', 'interrupted', 'gaps', 'warnings', 'permits'] },
] as const satisfies readonly { id: string; figures: readonly HandoverFigureId[] }[];

/** Figures that are out of the usual as soon as they are not zero. */
export const PRESSING: ReadonlySet<HandoverFigureId> = new Set(['overdue', 'urgent', 'undelivered', 'lost', 'gaps']);

/** Why an incident is told of one by one, the gravest first. */
const REASONS = ['overdue', 'urgent', 'graded', 'bounced', 'hung'] as const satisfies readonly HandoverFigureId[];
export type Reason = (typeof REASONS)[number];

/** An incident to be told of, and why. */
export interface Told {
  incident: Pick<
    Incident,
    'id' | 'no' | 'type' | 'priority' | 'level' | 'lane' | 'district' | 'road' | 'limitAt' | 'title' | 'place'
  >;
  why: Reason[];
}

/** Puts the lists of incidents into one, each incident once: those with most reasons first, then by urgency; last the other open ones nearest their limit. */
export function toldOf(facts: HandoverFacts): Told[] {
  const told = new Map<string, Told>();
  for (const why of REASONS) {
    for (const row of facts.lists.find((list) => list.id === why)?.rows ?? []) {
      const incident = row as unknown as Told['incident'];
      const known = told.get(incident.no);
      if (known) known.why.push(why);
      else told.set(incident.no, { incident, why: [why] });
    }
  }
  const pressing = [...told.values()].toSorted(
    (a, b) => b.why.length - a.why.length || a.incident.priority - b.incident.priority || byNo(a, b),
  );
  const open = (facts.lists.find((list) => list.id === 'open')?.rows ?? []) as unknown as Told['incident'][];
  return [...pressing, ...open.filter(({ no }) => !told.has(no)).map((incident) => ({ incident, why: [] }))];
}

/** Lists beside the incidents, in reading order. */
export function alsoOf(facts: HandoverFacts): HandoverList[] {
  const ids: readonly string[] = GROUPS[3].figures;
  return facts.lists.filter((list) => ids.includes(list.id));
}

const byNo = (a: Told, b: Told) => (a.incident.no < b.incident.no ? -1 : 1);
