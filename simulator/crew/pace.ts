import type { IncidentCard } from '../../protocol/incident.js';
import { randomOf, type Random } from '../random.js';
import { MEDIAN_MINUTES, RECTIFY_MINUTES, SLOW, SPREAD } from './pace.data.js';

const MINUTE_MS = 60_000;

type Standing = Pick<IncidentCard, 'id' | 'state' | 'enteredAt' | 'lane' | 'priority'>;

/** The stream of chance of an incident in one of its states: the same after a restart, new when it comes to the state again. */
export function chanceOf(seed: number, { id, state, enteredAt }: Standing): Random {
  return randomOf(seed, 'crew', id, state, enteredAt);
}

/** When staff take the next step with an incident, epoch ms of the city; null for one that waits for somebody's date. */
export function nextStepAt(seed: number, card: Standing): number | null {
  if (card.lane === null || card.lane === 'hung') return null;
  const random = chanceOf(seed, card);
  const median = card.state === 'rectifying' ? RECTIFY_MINUTES : (MEDIAN_MINUTES[card.lane][card.priority - 1] ?? 5);
  const slow = random.chance(SLOW.share) ? SLOW.times : 1;
  return Date.parse(card.enteredAt) + median * slow * Math.exp(SPREAD * random.normal()) * MINUTE_MS;
}
