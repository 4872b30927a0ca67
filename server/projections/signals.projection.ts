import type { Entry } from '../../protocol/facts.js';
import type { SignalCard } from '../../protocol/signal.js';
import type { WarningCard } from '../../protocol/warning.js';
import type { WatchCard } from '../../protocol/watch.js';

/** What the tables hold when a process starts: signals that wait, warnings that are not over, watch items that wait. */
export interface SignalsStart {
  signals: readonly SignalCard[];
  warnings: readonly WarningCard[];
  watches: readonly WatchCard[];
}

/** Signals that wait for review, official warnings until they are over, and watch items that wait. Applying entries again, in order, changes nothing. */
export class SignalsProjection {
  private readonly waiting = new Map<string, SignalCard>();
  private readonly warnings = new Map<string, WarningCard>();
  private readonly watches = new Map<string, WatchCard>();

  load({ signals, warnings, watches }: SignalsStart): void {
    for (const card of signals) this.waiting.set(card.id, card);
    for (const card of warnings) this.warnings.set(card.id, card);
    for (const card of watches) this.watches.set(card.id, card);
  }

  apply({ fact }: Entry): void {
    switch (fact.type) {
      case 'signal.raised':
      case 'signal.grew':
      case 'signal.confirmed':
      case 'signal.dismissed':
        return this.takeSignal(fact.signal);
      case 'warning.issued':
      case 'warning.changed':
        return this.takeWarning(fact.warning);
      case 'watch.opened':
      case 'watch.joined':
      case 'watch.met':
      case 'watch.expired':
        return this.takeWatch(fact.watch);
    }
  }

  /** Forgets the warnings that were over before a minute began. */
  forget(minute: number): void {
    for (const [id, card] of this.warnings) if (Date.parse(card.until) < minute * 60_000) this.warnings.delete(id);
  }

  /** Signals that wait in any of the districts, the gravest first; null is the whole city. */
  listWaiting(districts: readonly string[] | null): SignalCard[] {
    return [...this.waiting.values()]
      .filter((card) => districts?.includes(card.district) ?? true)
      .sort((a, b) => a.grade - b.grade || b.raisedAt.localeCompare(a.raisedAt) || (a.id < b.id ? -1 : 1));
  }

  /** Public warnings in force at a moment (epoch ms) that name any of the districts, or all that are not for elsewhere. */
  listInForce(districts: readonly string[] | null, atMs: number): WarningCard[] {
    return [...this.warnings.values()].filter(
      (card) =>
        !card.restricted &&
        card.reach !== 'outside' &&
        Date.parse(card.from) <= atMs &&
        Date.parse(card.until) > atMs &&
        (districts === null || card.districts.some((code) => districts.includes(code))),
    );
  }

  /** Watch items that wait in any of the districts, the nearest end first. */
  listAwaited(districts: readonly string[] | null): WatchCard[] {
    return [...this.watches.values()]
      .filter((card) => districts === null || card.districts.some((code) => districts.includes(code)))
      .sort((a, b) => a.until.localeCompare(b.until) || (a.id < b.id ? -1 : 1));
  }

  private takeSignal(card: SignalCard): void {
    if (card.isDrill) return;
    if (card.state === 'waiting') this.waiting.set(card.id, card);
    else this.waiting.delete(card.id);
  }

  private takeWatch(card: WatchCard): void {
    if (card.isDrill) return;
    if (card.state === 'awaited') this.watches.set(card.id, card);
    else this.watches.delete(card.id);
  }

  private takeWarning(card: WarningCard): void {
    if (!card.isDrill) this.warnings.set(card.id, card);
  }
}
