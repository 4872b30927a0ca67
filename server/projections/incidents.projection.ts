import type { Entry } from '../../protocol/facts.js';
import type { IncidentCard, QueueFilter } from '../../protocol/incident.js';
import type { QueueCounts } from '../../protocol/live/duty-queue.js';
import type { WallIncidents } from '../../protocol/live/situation.js';
import { LANES, type Lane } from '../../protocol/procedure.js';
import { byPressure, DONE, isOverdue, isShown, WAITING } from '../../protocol/queue.js';
import type { Times } from './times.rules.js';

const MINUTE_MS = 60_000;

/** What the incidents' table holds when a process starts: the open ones and those closed today. */
export interface IncidentsStart {
  incidents: readonly IncidentCard[];
}

type IsIn = (district: string) => boolean;

/** Incidents without their text: the open ones in the order of pressure, and those done today. Applying an entry again changes nothing. */
export class IncidentsProjection {
  private readonly known = new Map<string, IncidentCard>();
  /** The open ones, most pressing first. */
  private readonly queue: IncidentCard[] = [];
  private readonly closed = new Map<string, IncidentCard>();

  load({ incidents }: IncidentsStart): void {
    for (const card of incidents) this.keep(card);
    this.queue.push(...incidents.filter((card) => card.lane !== null));
    this.queue.sort(byPressure);
  }

  apply({ fact, isDrill }: Entry): void {
    if (isDrill) return;
    if (fact.type === 'incident.opened' || fact.type === 'incident.moved' || fact.type === 'incident.changed')
      this.put(fact.card);
  }

  /** Counts of a moment; overdue by the start of the running minute. */
  counts(t: Times, isIn: IsIn): QueueCounts {
    const lanes = Object.fromEntries(LANES.map((lane) => [lane, 0])) as Record<Lane, number>;
    const open = this.queue.filter((card) => isIn(card.district));
    for (const { lane } of open) if (lane !== null) lanes[lane]++;
    return {
      open: open.length,
      overdue: this.shown('overdue', t, isIn).length,
      closedToday: this.doneToday(t, isIn).length,
      lanes,
    };
  }

  /** Number of an incident that is open or was closed today. */
  noOf(id: string): string | undefined {
    return this.known.get(id)?.no;
  }

  /** What the wall says beside the counts. */
  standing(t: Times, isIn: IsIn): Omit<WallIncidents, 'overdueAt' | 'counts' | 'nearest' | 'usual'> {
    const waiting = this.queue.filter(
      (card) => isIn(card.district) && card.lane !== null && WAITING.includes(card.lane),
    );
    const since = waiting.filter((card) => card.lane === 'dispatch').map((card) => card.enteredAt);
    const limited = this.doneToday(t, isIn).filter((card) => card.dueAt !== null);
    return {
      criticalWaiting: waiting.filter((card) => card.priority === 1).length,
      waitingSince: since.reduce<string | null>((first, at) => (first === null || at < first ? at : first), null),
      limitedToday: limited.length,
      inTimeToday: limited.filter(({ closedAt, dueAt }) => Date.parse(closedAt ?? '') <= Date.parse(dueAt ?? ''))
        .length,
    };
  }

  /** The critical ones, then the others, each by their limit, at most `n`. */
  urgent(isIn: IsIn, n: number): IncidentCard[] {
    const [critical, others]: [IncidentCard[], IncidentCard[]] = [[], []];
    for (const card of this.queue) if (isIn(card.district)) (card.priority === 1 ? critical : others).push(card);
    return [...critical, ...others].slice(0, n);
  }

  /** The most pressing incidents that a filter shows, at most `n`. */
  window(filter: QueueFilter, t: Times, { isIn, n }: { isIn: IsIn; n: number }): IncidentCard[] {
    return this.shown(filter, t, isIn).slice(0, n);
  }

  /** Forgets what was closed before today. */
  forget(t: Times): void {
    for (const [id, { closedAt }] of this.closed) {
      if (minuteOf(closedAt) >= t.todayFrom) continue;
      this.closed.delete(id);
      this.known.delete(id);
    }
  }

  private shown(filter: QueueFilter, t: Times, isIn: IsIn): IncidentCard[] {
    const atMs = t.minute * MINUTE_MS;
    // Overdue ones come first in the queue, so nothing after the first that is not needs to be looked at.
    const some =
      filter === 'overdue'
        ? this.queue.slice(
            0,
            this.firstNot((card) => isOverdue(card, atMs)),
          )
        : this.queue;
    return some.filter((card) => isIn(card.district) && isShown(card, filter, atMs));
  }

  private doneToday(t: Times, isIn: IsIn): IncidentCard[] {
    const isToday = ({ closedAt, district, outcome }: IncidentCard) =>
      isIn(district) && outcome !== null && DONE.includes(outcome) && minuteOf(closedAt) >= t.todayFrom;
    return [...this.closed.values()].filter(isToday);
  }

  private put(card: IncidentCard): void {
    const before = this.known.get(card.id);
    // A process that starts reads the table, which may be ahead of the entries it then reads again.
    if (before && before.version > card.version) return;
    if (before?.lane) this.queue.splice(this.placeOf(before), 1);
    this.keep(card);
    if (card.lane !== null) this.queue.splice(this.placeOf(card), 0, card);
  }

  private keep(card: IncidentCard): void {
    this.known.set(card.id, card);
    if (card.lane === null) this.closed.set(card.id, card);
    else this.closed.delete(card.id);
  }

  /** Where a card stands in the queue, or would stand. */
  private placeOf(card: IncidentCard): number {
    return this.firstNot((there) => there.id !== card.id && byPressure(there, card) < 0);
  }

  /** First place in the queue of which `isBefore` does not hold; it holds of a beginning of the queue. */
  private firstNot(isBefore: (card: IncidentCard) => boolean): number {
    let [low, high] = [0, this.queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.queue[middle] as IncidentCard)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function minuteOf(at: string | null): number {
  return at === null ? -Infinity : Math.floor(Date.parse(at) / MINUTE_MS);
}
