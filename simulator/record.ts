import type { ObservationInput } from '../protocol/observation.js';
import type { Random } from './random.js';

/** How one record runs: what opens it and, later, what closes it. Times epoch ms of the city. */
export interface Course {
  source: string;
  opening: ObservationInput & { id: string };
  openedAt: number;
  closedAt: number;
  dueAt: number;
  org: string;
  result: string;
  satisfaction: number | null;
}

const HOUR_MS = 3_600_000;
/** Most work is done within the hour; a twelfth takes days. Shapes the share of open work: about 40 at 60 an hour. */
const SLOW_SHARE = 0.03;
const RESULTS = ['已处置', '已解决', '已答复', '部分解决'] as const;

/** Draws how long a record takes, by priority; `limitHours` is what the source promises. */
export function drawDurations(
  random: Random,
  priority: number,
  limitHours: number,
): { doneMs: number; limitMs: number } {
  const slow = random.chance(SLOW_SHARE);
  const median = slow ? limitHours * 0.55 : (10 + priority * 6) / 60;
  const hours = median * Math.exp(0.6 * random.normal());
  return { doneMs: Math.max(4 / 60, hours) * HOUR_MS, limitMs: limitHours * HOUR_MS };
}

/** Draws the outcome that a source reports when it closes a record. Satisfaction 1..5 only where a citizen was asked. */
export function drawOutcome(
  random: Random,
  asked: boolean,
  late: boolean,
): { result: string; satisfaction: number | null } {
  const result = random.pick(RESULTS, (r) => (r === '部分解决' ? 0.06 : 0.31));
  if (!asked || random.chance(0.35)) return { result, satisfaction: null };
  const unhappy = result === '部分解决' || late ? 0.45 : 0.06;
  return { result, satisfaction: random.chance(unhappy) ? random.pick([1, 2, 3]) : random.pick([4, 5, 5]) };
}

/** The message that opens a record, as its source would send it. Already closed ones (back history) carry their end too. */
export function openingMessage(course: Course, nowMs: number): ObservationInput {
  const closed = course.closedAt <= nowMs;
  return {
    ...course.opening,
    record: course.opening.id,
    state: {
      status: closed ? '已办结' : '处置中',
      openedAt: iso(course.openedAt),
      dueAt: iso(course.dueAt),
      org: course.org,
      ...(closed ? endOf(course) : {}),
    },
  };
}

/** The message that closes a record: same kind and place, a message id of its own. */
export function closingMessage(course: Course): ObservationInput {
  const { description: _text, reporter: _who, ...opening } = course.opening;
  return {
    ...opening,
    id: `${course.opening.id}-end`,
    record: course.opening.id,
    occurredAt: iso(course.closedAt),
    state: { status: '已办结', ...endOf(course) },
  };
}

function endOf(course: Course): { closedAt: string; result: string; satisfaction?: number } {
  return {
    closedAt: iso(course.closedAt),
    result: course.result,
    ...(course.satisfaction === null ? {} : { satisfaction: course.satisfaction }),
  };
}

/** RFC 3339 with the whole second, UTC. */
export function iso(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}
