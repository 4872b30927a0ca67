import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { WarningChanged } from '../../../protocol/facts/risk.js';
import type { WarningCard } from '../../../protocol/warning.js';
import { Areas } from '../../city/areas.js';
import type { AreaRow } from '../../city/city-rows.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Timers } from '../../timers/timers.js';
import { reachOf, type Ground } from './area-reach.rules.js';
import { cardOf, endAt, ends, warns } from './warnings.rules.js';
import { lockNamed, readEnder, readMessage, saveWarning, type Kept } from './warnings.queries.js';

/** Fires when a warning is over; its subject is the warning. */
export const WARNING_OVER = 'warning.over';

/** Makes warnings of messages and ends those that they name. Runs in the caller's transaction, who appends the facts as its last statement. */
@Injectable()
export class WarningBook {
  constructor(
    private readonly areas: Areas,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  /** Follows a message that was kept. */
  async follow(db: PoolClient, id: string, cause: number): Promise<NewEntry[]> {
    const kept = await readMessage(db, id);
    if (!kept) return [];
    const named = ends(kept.message) ? await lockNamed(db, kept) : [];
    const issued = warns(kept.message) ? await this.issue(db, kept, named) : [];
    const changed: WarningCard[] = [];
    for (const card of named) {
      const after = endAt(card, this.endBy(kept));
      if (!after) continue;
      await this.save(db, after);
      changed.push(after);
    }
    return [
      ...issued.map((card) => entryOf('warning.issued', card, cause)),
      ...changed.map((card) => entryOf('warning.changed', card, cause)),
    ];
  }

  private async issue(db: PoolClient, kept: Kept, named: readonly WarningCard[]): Promise<WarningCard[]> {
    const { id, message } = kept;
    const grounds = this.areas.districts().map(groundOf);
    const card = cardOf(message, { id, chain: named[0]?.chain ?? id, ...reachOf(message.infos, grounds) });
    // What ends it may have come first.
    const ender = await readEnder(db, kept);
    const after = (ender && endAt(card, this.endBy(ender))) ?? card;
    await this.save(db, after, kept.receivedMs);
    return [after];
  }

  /** A cancel holds at once, an update from when it takes effect: until then what it replaces still stands. */
  private endBy({ id, message }: Kept): Parameters<typeof endAt>[1] {
    if (message.msgType === 'Cancel') return { by: id, how: 'cancelled', atMs: this.clock.now() };
    const from = Math.min(...message.infos.map((info) => Date.parse(info.effective ?? message.sent)));
    return { by: id, how: 'superseded', atMs: Math.max(this.clock.now(), from) };
  }

  private async save(db: PoolClient, card: WarningCard, receivedMs?: number): Promise<void> {
    await saveWarning(db, card, receivedMs);
    const dueMs = Date.parse(card.until);
    if (receivedMs !== undefined && dueMs <= this.clock.now()) return;
    await this.timers.set(db, { kind: WARNING_OVER, subject: card.id, dueMs, isDrill: card.isDrill });
  }
}

/** Puts a fact about a warning on its way: the warning is its subject. */
export function entryOf(type: WarningChanged['type'], card: WarningCard, cause?: number): NewEntry {
  return {
    fact: { type, warning: card },
    subject: card.id,
    isDrill: card.isDrill,
    ...(cause !== undefined && { cause }),
  };
}

function groundOf({ code, geometry }: AreaRow): Ground {
  if (geometry?.type === 'Polygon') return { code, outlines: geometry.coordinates.slice(0, 1) };
  if (geometry?.type === 'MultiPolygon') return { code, outlines: geometry.coordinates.flatMap((p) => p.slice(0, 1)) };
  return { code, outlines: [] };
}
