import type { IntakeRecorded, LatestItem, ObservationAmended } from '../../protocol/facts/intake.js';
import {
  byRank,
  ITEMS_PER_MINUTE,
  itemsOf,
  KEEP_ITEM_MINUTES,
  minuteOf,
  moved,
  moveOf,
  type RecentItem,
} from '../journal/recent-items.rules.js';

/** The rows a wall may list: the first of each minute and district, however many a burst brings. */
export class ItemList {
  private readonly byId = new Map<string, RecentItem>();
  /** Ids of each minute and district, best first. */
  private readonly slots = new Map<string, { minute: number; ids: string[] }>();

  /** Takes rows as stored, or those of a fact. */
  load(items: readonly RecentItem[]): void {
    for (const item of items) this.put(item);
  }

  add(fact: IntakeRecorded): void {
    this.load(itemsOf(fact));
  }

  /** Moves a listed row; others are not listed, whatever they become. */
  move(id: string, fact: ObservationAmended): void {
    const item = this.byId.get(id);
    if (item) this.byId.set(id, moved(item, moveOf(fact)));
  }

  /** The most urgent, then newest `n` rows that `isShown` lets through. */
  first(n: number, isShown: (item: LatestItem) => boolean): LatestItem[] {
    const best = [...this.byId.values()].filter(isShown).sort(byUrgency).slice(0, n);
    return best.map(({ first: _first, ...item }) => item);
  }

  /** Forgets the rows that occurred too long before `minute`. */
  forget(minute: number): void {
    for (const [name, slot] of this.slots) {
      if (slot.minute >= minute - KEEP_ITEM_MINUTES) continue;
      for (const id of slot.ids) this.byId.delete(id);
      this.slots.delete(name);
    }
  }

  private put(item: RecentItem): void {
    if (this.byId.has(item.id)) return;
    const minute = minuteOf(item.occurredAt);
    const name = `${minute}|${item.first.district}`;
    const slot = this.slots.get(name) ?? { minute, ids: [] };
    this.slots.set(name, slot);
    this.byId.set(item.id, item);
    slot.ids.push(item.id);
    slot.ids.sort((a, b) => byRank(this.byId.get(a) as RecentItem, this.byId.get(b) as RecentItem));
    for (const id of slot.ids.splice(ITEMS_PER_MINUTE)) this.byId.delete(id);
  }
}

function byUrgency(a: LatestItem, b: LatestItem): number {
  return a.priority - b.priority || Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || (a.id < b.id ? -1 : 1);
}
