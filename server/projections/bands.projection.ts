import type { Entry } from '../../protocol/facts.js';
import type { Band, BandsComputed, IncidentBands } from '../../protocol/facts/feeds.js';

const HOURS = 24;
const UNKNOWN: readonly Band[] = Array.from({ length: HOURS }, () => null);
const DAYS_HELD = 3;

/** Usual bands by city day. Applying an entry again, in order, changes nothing. */
export class BandsProjection {
  private readonly days = new Map<string, BandsComputed>();

  load(facts: readonly BandsComputed[]): void {
    for (const fact of facts) this.put(fact);
  }

  apply({ fact }: Entry): void {
    if (fact.type === 'bands.computed') this.put(fact);
  }

  /** Bands of a city day by hour; unknown ones are null. */
  of(
    day: string,
  ): Pick<BandsComputed, 'total' | 'today' | 'unlocated'> & { incidents: IncidentBands; source(id: string): Band[] } {
    const fact = this.days.get(day);
    const unknown = () => [...UNKNOWN];
    return {
      total: fact?.total ?? unknown(),
      today: fact?.today ?? unknown(),
      unlocated: fact?.unlocated ?? unknown(),
      incidents: fact?.incidents ?? {
        ...{ overdue: unknown(), dispatch: unknown(), inHand: unknown(), closedToday: unknown() },
      },
      source: (id) => fact?.sources[id] ?? unknown(),
    };
  }

  private put(fact: BandsComputed): void {
    this.days.set(fact.day, fact);
    const old = [...this.days.keys()].sort().slice(0, -DAYS_HELD);
    for (const day of old) this.days.delete(day);
  }
}
