import { CHATTER, isActive, type AlarmCard, type AlarmHidden } from '../../../protocol/alarm.js';
import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { AlarmChange } from '../../../protocol/facts/alarms.js';
import { after, type AlarmTurn } from './alarm.state.rules.js';

/** Share of the limit by which a value must go on before it is told again, where the dead band is smaller. */
const TOLD_SHARE = 0.05;

/** What an alarm is about: a sensor or a feed. */
export type Subject = Pick<
  AlarmCard,
  'subject' | 'sensor' | 'source' | 'district' | 'lon' | 'lat' | 'unit' | 'isDrill'
>;

/** A changed alarm, what happened to it, and whether its condition came (and is counted). */
export interface Changed {
  card: AlarmCard;
  what: AlarmChange | 'raised';
  activated: boolean;
}

/** A value at a time, ISO; null for conditions without one. */
export interface Told {
  atIso: string;
  value: number | null;
}

/** A new alarm of a rule. `recent`: activations of the chatter window before this one. */
export function begin(
  of: { id: string; subject: Subject; rule: AlarmRule; hidden: Hiding | null; recent: number },
  told: Told,
): Changed {
  const { id, subject, rule, hidden, recent } = of;
  const card: AlarmCard = {
    ...{ id, ...subject, rule: rule.id, condition: rule.condition, cause: rule.cause, priority: rule.priority },
    ...{ state: 'unacknowledged', ...(hidden ?? SHOWN) },
    ...{ count: 1, raisedAt: told.atIso, activeAt: told.atIso, clearedAt: null, closedAt: null },
    ...{ ackedAt: null, ackedBy: null, chatteringUntil: chatterEnd(told, recent) },
    ...{ value: told.value, peak: told.value, valueAt: told.atIso, trend: 'steady', limit: limitOf(rule) },
    ...{ incident: null, incidentNo: null, referredAt: null, version: 1 },
  };
  return { card, what: 'raised', activated: true };
}

/** The condition of a rule came again. `recent`: activations of the chatter window before this one. */
export function repeat(
  card: AlarmCard,
  told: Told,
  { rule, recent }: { rule: AlarmRule; recent: number },
): Changed | null {
  const state = after(card.state, 'raise');
  if (state === null) return null;
  const next: AlarmCard = {
    ...{ ...moved(card, told), limit: limitOf(rule) },
    ...{ state, count: card.count + 1, activeAt: told.atIso, peak: extreme(card, told.value) },
    chatteringUntil: chatterEnd(told, recent) ?? card.chatteringUntil,
  };
  return { card: closed(next, told.atIso), what: 'repeated', activated: true };
}

/** A turn that is none of the condition's coming; null when it changes nothing. */
export function turn(
  card: AlarmCard,
  by: Exclude<AlarmTurn, 'raise'>,
  at: { iso: string; who?: string },
): Changed | null {
  const state = after(card.state, by);
  if (state === null) return null;
  const next: AlarmCard = {
    ...{ ...card, state, version: card.version + 1 },
    ...(by === 'clear' && { clearedAt: at.iso }),
    ...(by === 'acknowledge' && { ackedAt: at.iso, ackedBy: at.who ?? null }),
    ...(by === 'reveal' && SHOWN),
  };
  return { card: closed(next, at.iso), what: WHAT[by], activated: false };
}

/** How an alarm is taken off the list. */
export type Hiding = Pick<AlarmCard, 'hidden' | 'hiddenAt' | 'hiddenUntil' | 'hiddenBy' | 'hiddenReason'>;

/** Takes an alarm off the main list; its state goes on beneath. */
export function hide(card: AlarmCard, hiding: Hiding & { hidden: AlarmHidden }): Changed {
  return { card: { ...card, ...hiding, version: card.version + 1 }, what: hiding.hidden, activated: false };
}

/** The value went on; null when by too little to be worth telling. A limit that was changed meanwhile is always told. */
export function tell(card: AlarmCard, rule: AlarmRule, told: Told): Changed | null {
  if (!isActive(card.state) || told.value === null || card.value === null) return null;
  const limit = limitOf(rule);
  const least = Math.max(rule.deadBand, TOLD_SHARE * Math.abs(rule.limit ?? 0));
  if (limit === card.limit && (Math.abs(told.value - card.value) < least || least === 0)) return null;
  return { card: { ...moved(card, told), limit, peak: extreme(card, told.value) }, what: 'moved', activated: false };
}

const SHOWN: Hiding = { hidden: null, hiddenAt: null, hiddenUntil: null, hiddenBy: null, hiddenReason: null };
const WHAT = { clear: 'returned', acknowledge: 'acknowledged', reveal: 'revealed' } as const;

/** Until when an alarm counts as chattering that came just now; null when it came too seldom. */
function chatterEnd({ atIso }: Told, recent: number): string | null {
  if (recent + 1 < CHATTER.activations) return null;
  return new Date(Date.parse(atIso) + CHATTER.seconds * 1000).toISOString();
}

function moved(card: AlarmCard, { value, atIso }: Told): AlarmCard {
  const step = value === null || card.value === null ? 0 : value - card.value;
  const trend = step > 0 ? 'rising' : step < 0 ? 'falling' : 'steady';
  return { ...card, value, valueAt: atIso, trend, version: card.version + 1 };
}

/** The worst value so far: the highest above a limit, the lowest below one. */
function extreme({ peak, condition }: AlarmCard, value: number | null): number | null {
  if (peak === null || value === null) return value ?? peak;
  return condition === 'low' ? Math.min(peak, value) : Math.max(peak, value);
}

function closed(card: AlarmCard, atIso: string): AlarmCard {
  return { ...card, closedAt: card.state === 'normal' && card.hidden === null ? atIso : null };
}

/** Rhythms are no limit that a value is measured by. */
function limitOf(rule: AlarmRule): number | null {
  return rule.condition === 'high' || rule.condition === 'low' ? rule.limit : null;
}
