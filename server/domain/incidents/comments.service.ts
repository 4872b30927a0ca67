import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentNoted } from '../../../protocol/facts/incidents.js';
import { lockIncident } from './incident.store.js';
import { entryOf, type Changed } from './incidents.service.js';
import { Notes } from './notes.service.js';
import { requireReach, type By } from './refusals.js';

/** Words put to an incident, which change nothing of it. Closed ones take them too. */
@Injectable()
export class Comments {
  constructor(private readonly notes: Notes) {}

  /** A comment; of a leader it is an instruction (批示). */
  async add(db: PoolClient, { id, by }: { id: string; by: By }, words: string): Promise<Changed> {
    const locked = await lockIncident(db, id);
    const { card } = locked;
    requireReach(by, ['incidents.comment'], { district: card.district, assignees: locked.assignees });
    const what = by?.role === 'leader' ? 'instruction' : 'comment';
    const note = await this.notes.keep(db, card, { by, words, kind: what });
    const fact: IncidentNoted = { type: 'incident.noted', what, note, ref: null };
    return { card, entries: [entryOf(fact, card, { by })] };
  }
}
