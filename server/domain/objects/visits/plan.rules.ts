import type { ObjectCategory } from '../../../../protocol/object.js';
import type { VisitTopic } from '../../../../protocol/visit.js';
import { OTHER_TOPIC, TOPIC_OF_CATEGORY, TOPICS_OF_OBJECT } from './topics.data.js';

/** Something whose grade asks for visits. `category`: an object's trade, or a risk point's. Days are the city's, YYYY-MM-DD. */
export interface Subject {
  kind: 'object' | 'point';
  code: string;
  /** The object that a point belongs to; the code again for an object. */
  object: string | null;
  category: string;
  district: string;
  street: string | null;
  dueOn: string;
  days: 'every' | 'workday';
}

/** A visit that grades ask for. */
export interface Due {
  object: string | null;
  points: string[];
  district: string;
  street: string | null;
  topics: VisitTopic[];
  dueOn: string;
  plannedOn: string;
  unit: string | null;
}

/** What planning goes by besides the subjects. */
export interface PlanGround {
  today: string;
  /** Last day of the plan. */
  to: string;
  isWorkday: (day: string) => boolean;
  /** Who looks after a street of a district. */
  unitOf: (street: string | null, district: string) => string | null;
}

/**
 * Lays the plan: one visit for what is due until `to`. Points of an object are looked at together with it when either is due: somebody who is
 * there anyway looks at all that falls due within the plan (进一次门查多件事).
 */
export function planOf(subjects: readonly Subject[], ground: PlanGround): Due[] {
  const places = new Map<string, Subject[]>();
  for (const subject of subjects.filter((s) => s.dueOn <= ground.to)) {
    const key = subject.object === null ? `point ${subject.code}` : `object ${subject.object}`;
    places.set(key, [...(places.get(key) ?? []), subject]);
  }
  return [...places.values()].flatMap((at) => {
    const [first] = at.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.code.localeCompare(b.code));
    if (!first) return [];
    const { district, street, dueOn, object } = first;
    // Who must be seen on every day decides for all that is seen with it.
    const days = at.some((s) => s.days === 'every' && s.dueOn === dueOn) ? 'every' : 'workday';
    const points = at.filter((s) => s.kind === 'point').map((s) => s.code);
    return [
      {
        ...{ object, district, street, dueOn, points: points.toSorted() },
        topics: [...new Set(at.flatMap(topicsOf))].toSorted(),
        plannedOn: plannedOn({ dueOn, days }, ground),
        unit: ground.unitOf(street, district),
      },
    ];
  });
}

/** The day planned for what is due: the due day itself, or the last workday before it; what is late goes to the first day that there is. */
export function plannedOn(
  { dueOn, days }: Pick<Subject, 'dueOn' | 'days'>,
  { today, isWorkday }: Pick<PlanGround, 'today' | 'isWorkday'>,
): string {
  const fits = (day: string) => days === 'every' || isWorkday(day);
  for (let day = dueOn; day >= today; day = addDays(day, -1)) if (fits(day)) return day;
  let day = today;
  // A calendar without any workday for a month is a calendar that nobody filled in.
  for (let n = 0; n < 31 && !fits(day); n++) day = addDays(day, 1);
  return day;
}

/** Day so many days later. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** What a visit of a subject looks at. */
export function topicsOf({ kind, category }: Pick<Subject, 'kind' | 'category'>): readonly VisitTopic[] {
  if (kind === 'object') return TOPICS_OF_OBJECT[category as ObjectCategory] ?? TOPICS_OF_OBJECT.other;
  return [TOPIC_OF_CATEGORY[category] ?? OTHER_TOPIC];
}
