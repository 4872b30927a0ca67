import type { AlarmCard } from '../../protocol/alarm.js';
import { LOAD } from '../../protocol/alarm.js';
import type { Entry } from '../../protocol/facts.js';
import { LOAD_COLUMNS } from '../../protocol/live/alarms.js';

/** A shown activation: what the load counts. `minute`: epoch minute. */
export interface ShownAlarm {
  alarm: string;
  n: number;
  minute: number;
  cause: string;
  district: string;
}

/** What the tables hold when a process starts: open alarms, and the shown activations of {@link KEPT_MINUTES}. */
export interface AlarmsStart {
  alarms: readonly AlarmCard[];
  shown: readonly ShownAlarm[];
}

/** The columns of the screen, and half an hour more for the beginning of a flood that is in its first column. */
export const KEPT_MINUTES = LOAD_COLUMNS * LOAD.minutes + 30;

/** Open alarms and how fast they came. Applying entries again, in order, changes nothing. */
export class AlarmsProjection {
  private readonly open = new Map<string, AlarmCard>();
  /** Shown activations by alarm and number. */
  private readonly shown = new Map<string, ShownAlarm>();

  load({ alarms, shown }: AlarmsStart): void {
    for (const card of alarms) this.open.set(card.id, card);
    for (const one of shown) this.shown.set(`${one.alarm} ${one.n}`, one);
  }

  apply({ fact }: Entry): void {
    if (fact.type !== 'alarm.raised' && fact.type !== 'alarm.changed' && fact.type !== 'alarm.referred') return;
    const { alarm: card } = fact;
    if (card.isDrill) return;
    const isNew = fact.type === 'alarm.raised' || (fact.type === 'alarm.changed' && fact.what === 'repeated');
    if (isNew && card.hidden === null) this.show(card);
    // A process that starts reads tables that may be newer than the entries it then follows.
    if ((this.open.get(card.id)?.version ?? 0) > card.version) return;
    if (card.closedAt === null) this.open.set(card.id, card);
    else this.open.delete(card.id);
  }

  forget(minute: number): void {
    for (const [key, one] of this.shown) if (one.minute < minute - KEPT_MINUTES) this.shown.delete(key);
  }

  list(): Iterable<AlarmCard> {
    return this.open.values();
  }

  activations(): Iterable<ShownAlarm> {
    return this.shown.values();
  }

  private show({ id, count, activeAt, cause, district }: AlarmCard): void {
    const minute = Math.floor(Date.parse(activeAt) / 60_000);
    this.shown.set(`${id} ${count}`, { alarm: id, n: count, minute, cause, district });
  }
}
