import type { IncidentCard } from '@protocol/incident';
import { isOverdue } from '@protocol/queue';

/** What can be heard at a desk, the one that is heard first on top. */
export const SIGNS = ['cut', 'critical', 'overdue', 'urgent'] as const;
export type Sign = (typeof SIGNS)[number];

/** A critical incident that nobody has signed for is heard again so often. @source docs of screens, §6.4 */
const AGAIN_MS = 10_000;
/** In these hours only what cannot wait is heard. @source ours: the night of the service calendars */
const QUIET = { fromHour: 22, toHour: 6 };
const LOUD_AT_NIGHT: ReadonlySet<Sign> = new Set(['cut', 'critical']);

/** What has been heard already, so that nothing is heard twice at one desk. */
export interface Heard {
  urgent: ReadonlySet<string>;
  overdue: ReadonlySet<string>;
  criticalAtMs: number;
  cut: boolean;
}

/** What is listened to: the live window, whether the page is cut off, the moment of overdue and the page's own clock. */
export interface Scene {
  cards: readonly Pick<IncidentCard, 'id' | 'priority' | 'lane' | 'limitAt'>[];
  isCut: boolean;
  atMs: number;
  nowMs: number;
  hour: number;
}

type Card = Scene['cards'][number];
const waits = ({ lane }: Card) => lane === 'review';

/** What a desk has heard when it opens: everything that stands there already, but for the critical ones that wait. */
export function heardAtFirst(scene: Scene): Heard {
  return { ...remember(scene), criticalAtMs: -Infinity, cut: false };
}

/** The sign to give now, at most one, and what has been heard with it. */
export function signOf(heard: Heard, scene: Scene): { sign: Sign | null; heard: Heard } {
  const all = remember(scene);
  const isNew = (kind: 'urgent' | 'overdue') => [...all[kind]].some((id) => !heard[kind].has(id));
  const isCritical = scene.cards.some((card) => card.priority === 1 && waits(card));
  const due: Record<Sign, boolean> = {
    cut: scene.isCut && !heard.cut,
    critical: isCritical && scene.nowMs - heard.criticalAtMs >= AGAIN_MS,
    overdue: isNew('overdue'),
    urgent: isNew('urgent'),
  };
  const sign = SIGNS.find((one) => due[one] && (!isQuiet(scene.hour) || LOUD_AT_NIGHT.has(one))) ?? null;
  const criticalAtMs = sign === 'critical' ? scene.nowMs : heard.criticalAtMs;
  const isHeard = (kind: 'urgent' | 'overdue') => sign === kind || isQuiet(scene.hour);
  return {
    sign,
    heard: {
      urgent: isHeard('urgent') ? all.urgent : stillIn(heard.urgent, all.urgent),
      overdue: isHeard('overdue') ? all.overdue : stillIn(heard.overdue, all.overdue),
      criticalAtMs,
      cut: scene.isCut && (heard.cut || sign === 'cut'),
    },
  };
}

/** Whether only what cannot wait is heard in an hour of the city's day. */
export function isQuiet(hour: number): boolean {
  return hour >= QUIET.fromHour || hour < QUIET.toHour;
}

function remember({ cards, atMs }: Scene): Pick<Heard, 'urgent' | 'overdue'> {
  const ids = (of: (card: Card) => boolean) => new Set(cards.filter(of).map((card) => card.id));
  return { urgent: ids((card) => card.priority === 2 && waits(card)), overdue: ids((card) => isOverdue(card, atMs)) };
}

/** What was heard and is still there: who leaves the window and comes back overdue anew is heard anew. */
function stillIn(heard: ReadonlySet<string>, there: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...heard].filter((id) => there.has(id)));
}
