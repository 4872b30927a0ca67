import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { TickInput } from '../../../../protocol/checklist.js';
import type { IncidentNoted } from '../../../../protocol/facts/incidents.js';
import { DomainError } from '../../../platform/domain-error.js';
import { MAY } from '../allowed.rules.js';
import { lockIncident } from '../incident.store.js';
import { entryOf, type Changed } from '../incidents.service.js';
import { requireOpen, requireReach, type By } from '../refusals.js';
import { checklistFor, refOf, ticked } from './checklist.rules.js';
import { ChecklistBook } from './checklists.service.js';
import { readTicks } from './ticks.queries.js';

/** Ticks on the checklist of an incident. Each is a fact: who and when stand in the course. */
@Injectable()
export class Ticks {
  constructor(private readonly book: ChecklistBook) {}

  /** Ticks an item or takes the tick back; done already, it says nothing. @throws incident/closed (409), checklist/unknown-item (404) */
  async set(db: PoolClient, { id, by }: { id: string; by: By }, { item, done }: TickInput): Promise<Changed> {
    const { card, assignees } = await lockIncident(db, id);
    requireReach(by, MAY.tick, { district: card.district, assignees });
    requireOpen(card);
    const course = await readTicks(db, id);
    const list = checklistFor(await this.book.within(db), card.type, course);
    const stands = list && ticked(list, course).items.find((one) => one.id === item);
    if (!list || !stands)
      throw new DomainError(404, 'checklist/unknown-item', `the checklist of ${card.no} has no item ${item}`);
    if ((stands.at !== null) === done) return { card, entries: [] };
    const fact: IncidentNoted = {
      ...{ type: 'incident.noted', what: done ? 'ticked' : 'unticked', note: null, ref: refOf(list, item) },
    };
    return { card, entries: [entryOf(fact, card, { by })] };
  }
}
