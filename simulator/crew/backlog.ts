import type { Incident } from '../../protocol/incident.js';
import type { Lane } from '../../protocol/procedure.js';

/** How far what lay about before the crew came is brought at once. `late`: staff let its limit pass before they go on. */
export interface Start {
  lane: Lane;
  late: boolean;
}

/** An incident that began so long before the centre heard of it was lying about: a new city's history, or the time of a pause. */
const LAIN_MS = 10 * 60_000;
/** What a shift that comes in finds under way, in turns: most of it in work. */
const TURNS: readonly Lane[] = ['check', 'onsite', 'enroute', 'dispatch', 'review', 'onsite', 'check'];
/** An emergency is late within minutes: the first one that still waits for a unit shows what that looks like. */
const EMERGENCY_TURNS: readonly Lane[] = ['dispatch', 'onsite', 'check', 'enroute', 'onsite'];
const IN_ORDER: readonly Lane[] = ['review', 'dispatch', 'enroute', 'onsite', 'check'];
/** So many of each of these lanes are left until they are late. */
const LEFT = 1;
const LEAVES_LATE: readonly Lane[] = ['review', 'dispatch'];

/**
 * Spreads incidents that lay about over the lanes: staff bring them there by the same commands as all others, one after the other, at the times
 * at which they do it; from there they go at the usual pace. Each procedure has its own turns, so that every screen has work.
 */
export function startsOf(waiting: readonly Incident[]): Map<string, Start> {
  const turns = new Map<string, number>();
  const left = new Map<Lane, number>();
  const starts = new Map<string, Start>();
  for (const incident of waiting.filter(hasLain)) {
    const turn = turns.get(incident.procedure) ?? 0;
    turns.set(incident.procedure, turn + 1);
    const turnsOf = incident.procedure === 'emergency' ? EMERGENCY_TURNS : TURNS;
    const lane = turnsOf[turn % turnsOf.length] as Lane;
    const already = left.get(lane) ?? 0;
    const late = LEAVES_LATE.includes(lane) && already < LEFT && incident.priority > 1;
    if (late) left.set(lane, already + 1);
    starts.set(incident.id, { lane, late });
  }
  return starts;
}

/** Whether an incident has come to a lane, or past it. */
export function isThere(lane: Lane | null, start: Start): boolean {
  return lane === null || lane === 'hung' || IN_ORDER.indexOf(lane) >= IN_ORDER.indexOf(start.lane);
}

/** Nobody has touched it yet, and it began long before it was opened. */
function hasLain({ lane, enteredAt, openedAt, occurredAt }: Incident): boolean {
  return lane === 'review' && enteredAt === openedAt && Date.parse(openedAt) - Date.parse(occurredAt) > LAIN_MS;
}
