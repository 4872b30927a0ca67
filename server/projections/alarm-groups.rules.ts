import type { AlarmCard } from '../../protocol/alarm.js';
import type { AlarmGroup } from '../../protocol/live/alarms.js';

/** Place of a group that took in others. */
const EVERYWHERE = '*';

/**
 * Groups alarms by cause and district, the most urgent first. More than `most` would not be read: then causes are taken together over all districts,
 * the least urgent first, until they fit; every alarm stays in exactly one group.
 */
export function groupAlarms(alarms: readonly AlarmCard[], most: number): AlarmGroup[] {
  const groups = new Map<string, AlarmCard[]>();
  for (const card of alarms) put(groups, `${card.cause}|${card.district}`, card);
  const causes = causesByUrgency(alarms).reverse();
  for (const cause of causes) {
    if (groups.size <= most) break;
    fold(groups, cause, `${cause}|${EVERYWHERE}`);
  }
  // More causes than groups: what is left over of the least urgent goes together.
  for (const cause of causes) {
    if (groups.size <= most) break;
    fold(groups, cause, `other|${EVERYWHERE}`);
  }
  return [...groups].map(([id, cards]) => groupOf(id, cards)).sort(byUrgency);
}

function fold(groups: Map<string, AlarmCard[]>, cause: string, into: string): void {
  for (const [id, cards] of [...groups]) {
    if (id === into || cards[0]?.cause !== cause) continue;
    groups.delete(id);
    for (const card of cards) put(groups, into, card);
  }
}

function causesByUrgency(alarms: readonly AlarmCard[]): string[] {
  const urgency = new Map<string, { priority: number; n: number }>();
  for (const { cause, priority } of alarms) {
    const known = urgency.get(cause);
    urgency.set(cause, { priority: Math.min(known?.priority ?? 9, priority), n: (known?.n ?? 0) + 1 });
  }
  return [...urgency]
    .sort(([a, x], [b, y]) => x.priority - y.priority || y.n - x.n || (a < b ? -1 : 1))
    .map(([cause]) => cause);
}

function groupOf(id: string, cards: readonly AlarmCard[]): AlarmGroup {
  const distinct = <T>(of: (card: AlarmCard) => T) => [...new Set(cards.map(of))];
  const first = cards[0] as AlarmCard;
  return {
    id,
    cause: id.startsWith('other|') ? 'other' : first.cause,
    districts: distinct((c) => c.district).sort(),
    priority: Math.min(...cards.map((c) => c.priority)) as AlarmGroup['priority'],
    n: cards.length,
    unacknowledged: cards.filter((c) => c.state === 'unacknowledged' || c.state === 'returned').length,
    activations: cards.reduce((sum, c) => sum + c.count, 0),
    sensors: distinct((c) => c.subject).length,
    sources: distinct((c) => c.source).length,
    since: cards.reduce((at, c) => (c.raisedAt < at ? c.raisedAt : at), first.raisedAt),
    incidents: distinct((c) => c.incidentNo)
      .filter((no) => no !== null)
      .sort()
      .slice(0, 5),
    trend: [],
  };
}

function byUrgency(a: AlarmGroup, b: AlarmGroup): number {
  return a.priority - b.priority || b.unacknowledged - a.unacknowledged || b.n - a.n || (a.id < b.id ? -1 : 1);
}

function put(groups: Map<string, AlarmCard[]>, id: string, card: AlarmCard): void {
  const cards = groups.get(id);
  if (cards) cards.push(card);
  else groups.set(id, [card]);
}
