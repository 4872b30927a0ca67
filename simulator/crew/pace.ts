import type { IncidentCard } from '../../protocol/incident.js';
import { randomOf, type Random } from '../random.js';
import { localHour } from '../rhythm.js';
import { BY_HOUR, FARTHEST, MEDIAN_MINUTES, RECTIFY_MINUTES, SLOW, SLOWEST, SPREAD } from './pace.data.js';

const MINUTE_MS = 60_000;
/** From this priority on work waits for the morning. */
const CAN_WAIT = 3;

type Standing = Pick<IncidentCard, 'id' | 'state' | 'enteredAt' | 'lane' | 'priority'>;

/** What the times of staff come from: chance, and the hour of the city. */
export interface Pace {
  seed: number;
  zone: string;
}

/** The stream of chance of an incident in one of its states: the same after a restart, new when it comes to the state again. */
export function chanceOf(seed: number, { id, state, enteredAt }: Standing): Random {
  return randomOf(seed, 'crew', id, state, enteredAt);
}

/** When staff take the next step with an incident, epoch ms of the city; null for one that waits for somebody's date. */
export function nextStepAt({ seed, zone }: Pace, card: Standing): number | null {
  if (card.lane === null || card.lane === 'hung') return null;
  const random = chanceOf(seed, card);
  const isShops = card.state === 'rectifying';
  const median = isShops ? RECTIFY_MINUTES : (MEDIAN_MINUTES[card.lane][card.priority - 1] ?? 5);
  const enteredMs = Date.parse(card.enteredAt);
  const hour = Math.floor(localHour(enteredMs / MINUTE_MS, zone));
  const night = card.priority < CAN_WAIT || isShops ? 1 : (BY_HOUR[hour] ?? 1);
  const slow = random.chance(SLOW.share) ? SLOW.times[card.lane] : 1;
  const far = Math.min(FARTHEST, Math.max(-FARTHEST, random.normal()));
  return enteredMs + median * Math.min(SLOWEST, night * slow) * Math.exp(SPREAD * far) * MINUTE_MS;
}
