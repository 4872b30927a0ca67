import { mostSpecific } from '../../city/clocks/scope.rules.js';
import type { EscalationChain, EscalationTrigger } from '../../../protocol/escalation.js';
import type { IncidentCard } from '../../../protocol/incident.js';

/** Triggers that an incident itself pulls; the others come with facts of their own. */
export const CARD_TRIGGERS = ['unreviewed', 'step-overdue', 'overdue'] as const satisfies readonly EscalationTrigger[];
export type CardTrigger = (typeof CARD_TRIGGERS)[number];

/** What was told last of an escalation. */
export interface Told {
  step: number;
  round: number;
}

/** Moment (epoch milliseconds) that a chain of this trigger counts from, as the incident stands; null when there is no reason for one. */
export function sinceOf(trigger: CardTrigger, card: IncidentCard): number | null {
  if (card.lane === null || card.lane === 'hung') return null;
  const at = {
    unreviewed: card.lane === 'review' && !card.reviewed ? card.enteredAt : null,
    'step-overdue': card.stepDueAt,
    overdue: card.dueAt,
  }[trigger];
  return at === null ? null : Date.parse(at);
}

/** The chain that holds for a trigger of an incident, on a city day `YYYY-MM-DD`. */
export function chainFor(
  chains: readonly EscalationChain[],
  trigger: EscalationTrigger,
  { card, day }: { card: IncidentCard; day: string },
): EscalationChain | null {
  const { procedure, type, priority, district } = card;
  const rows = chains.filter((c) => c.trigger === trigger).map((c) => ({ ...c, condition: null }));
  const found = mostSpecific(rows, { procedure, type, priority, district, day, condition: null });
  return chains.find((c) => c.id === found?.id) ?? null;
}

/** What is told after that, and how many minutes later; null when the chain is at its end. */
export function nextOf(chain: EscalationChain, told: Told): (Told & { waitMinutes: number }) | null {
  const step = chain.steps[told.step + 1];
  if (step) return { step: told.step + 1, round: told.round, waitMinutes: step.waitMinutes };
  if (chain.repeatMinutes === null || (chain.repeats !== null && told.round > chain.repeats)) return null;
  return { step: 0, round: told.round + 1, waitMinutes: chain.repeatMinutes };
}
