import { Injectable } from '@nestjs/common';
import type { Incident, IncidentPage } from '../../../protocol/incident.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { scopeOf } from './commands.runner.js';
import { listIncidents, type ListAsked } from './incidents.list.queries.js';
import { foldWords, phoneOf } from './search/search.rules.js';
import { fromCursor, toCursor, type IncidentsQuery } from './incidents.request.rules.js';

const MINUTE_MS = 60_000;
const EXPORT_PAGE = 500;

/** Lists of incidents, within what the reader may see. */
@Injectable()
export class IncidentList {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secret: Secret,
  ) {}

  /** Reads one page. @throws incidents/bad-cursor (400) */
  async page(query: IncidentsQuery, who: Principal): Promise<IncidentPage> {
    const after = query.cursor === undefined ? null : fromCursor(query.cursor, query.sort);
    if (query.cursor !== undefined && after === null)
      throw new DomainError(400, 'incidents/bad-cursor', 'not a cursor of this list in this order');
    const { items, next } = await listIncidents(this.db.query, this.asked(query, who), {
      ...{ scope: scopeOf(who), after, limit: query.limit },
    });
    return { items, cursor: next === null ? null : toCursor(query.sort, next) };
  }

  /** Reads all of them in order, a page at a time; what changes while it runs is seen or not, but nothing comes twice. */
  async *rows(query: IncidentsQuery, who: Principal): AsyncGenerator<Incident> {
    const asked = this.asked(query, who);
    const scope = scopeOf(who);
    for (let after: string[] | null = null; ;) {
      const page = await listIncidents(this.db.query, asked, { scope, after, limit: EXPORT_PAGE });
      yield* page.items;
      if (page.next === null) return;
      after = page.next;
    }
  }

  private asked({ drill, cursor: _c, limit: _l, ...query }: IncidentsQuery, who: Principal): ListAsked {
    const atMs = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    return { ...query, said: this.said(query.q, who), drill: drill === '1', atMs };
  }

  /** What to look for in the reports. A number is looked up by its digest: the numbers themselves are sealed. */
  private said(q: string | undefined, who: Principal): ListAsked['said'] {
    if (q === undefined || !scopeOf(who).hasText) return null;
    const phone = phoneOf(q);
    return { words: foldWords(q), phone: phone === null ? null : this.secret.blindIndex(phone) };
  }
}
