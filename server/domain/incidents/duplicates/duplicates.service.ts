import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { DuplicateList, DuplicatesOfInput } from '../../../../protocol/duplicate.js';
import { toWgs84 } from '../../../city/crs.rules.js';
import { Gazetteer } from '../../../city/gazetteer.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import type { Principal } from '../../../platform/principal.js';
import { scopeOf } from '../commands.runner.js';
import { idOf, readIncident } from '../incidents.queries.js';
import { Comparison, type Found } from './comparison.js';
import * as stored from './duplicates.queries.js';
import { foldReport } from './report-text.rules.js';
import { chosenNow, LAG_MS, type Waiting } from './turn.rules.js';

/** In quiet times so many of those that there was no time for are compared with each pull. */
const CAUGHT_UP = 50;

/** Finds incidents that may be one and the same thing. A person decides; nothing is merged here. */
@Injectable()
export class Duplicates {
  private readonly comparison = new Comparison();

  constructor(
    private readonly db: Database,
    private readonly gazetteer: Gazetteer,
    private readonly clock: Clock,
  ) {}

  /** Reads what is suggested of an incident. @throws incident/unknown (404) */
  async of(idOrNo: string, who: Principal): Promise<DuplicateList> {
    const scope = scopeOf(who);
    const id = await idOf(this.db.query, idOrNo);
    if (id === undefined || !(await readIncident(this.db.query, id, scope)))
      throw new DomainError(404, 'incident/unknown', `no incident ${idOrNo.slice(0, 60)} within your reach`);
    const compared = await stored.readCompared(this.db.query, id);
    return { suggestions: await stored.readSuggestions(this.db.query, id, scope), compared };
  }

  /** Finds what a call that is being written down may be about. */
  async like(call: DuplicatesOfInput, who: Principal): Promise<DuplicateList> {
    const reported = { ...this.placeOf(call), type: call.type, isDrill: false, text: foldReport(call.text) };
    const occurredMs = call.occurredAt === undefined ? this.clock.now() : Date.parse(call.occurredAt);
    const { alike, isAll } = await this.comparison.runOne(this.db.query, { ...reported, occurredMs });
    const suggestions = await stored.readFound(this.db.query, alike, scopeOf(who));
    return { suggestions, compared: isAll ? 'all' : 'some' };
  }

  /**
   * Compares incidents with those that are open and puts what is found in place of what was, in the caller's transaction. `sinceMs`: when the first of
   * them was told of; when that is too long ago, the most pressing come first and the others are marked as not compared.
   */
  async look(db: ClientBase, waiting: readonly Waiting[], sinceMs: number): Promise<void> {
    const lagMs = (this.clock.now() - sinceMs) / this.clock.speed;
    const now = chosenNow(waiting, lagMs);
    const all = await this.folded(
      db,
      waiting.map(({ id }) => id),
    );
    await stored.saveWords(
      db,
      all.map((one) => ({ ...one, compared: now.has(one.id) ? ('all' as const) : ('none' as const) })),
    );
    const chosen = all.filter(({ id }) => now.has(id));
    // With time to spare: what there was none for before.
    const isQuiet = lagMs <= LAG_MS && waiting.length < CAUGHT_UP;
    const earlier = isQuiet ? (await stored.readWaiting(db, CAUGHT_UP)).filter((id) => !now.has(id)) : [];
    const found = await this.comparison.run(db, [...chosen, ...(await this.folded(db, earlier))]);
    const [whole, part] = [found.filter(({ isAll }) => isAll), found.filter(({ isAll }) => !isAll)];
    await stored.saveCompared(db, idsOf(whole), 'all');
    await stored.saveCompared(db, idsOf(part), 'some');
    await stored.saveSuggestions(db, idsOf(found), pairsOf(found));
  }

  private async folded(db: ClientBase, ids: readonly string[]): Promise<stored.Comparable[]> {
    if (ids.length === 0) return [];
    return (await stored.readReported(db, ids)).map((one) => ({ ...one, text: foldReport(one.text) }));
  }

  private placeOf({ location }: DuplicatesOfInput): { lon: number | null; lat: number | null } {
    if (location?.lon !== undefined && location.lat !== undefined) {
      const [lon, lat] = toWgs84(location.crs ?? 'wgs84', location.lon, location.lat);
      return { lon, lat };
    }
    const match = location?.address ? this.gazetteer.match(location.address) : null;
    return { lon: match?.lon ?? null, lat: match?.lat ?? null };
  }
}

const idsOf = (found: readonly Found[]) => found.map(({ one }) => one.id);

/** Each pair once. Ids are made in order of time: the later one points at the earlier. */
function pairsOf(found: readonly Found[]): stored.NewSuggestion[] {
  const pairs = new Map<string, stored.NewSuggestion>();
  for (const { one, alike } of found) {
    for (const { id, score, reasons } of alike) {
      const [incident = one.id, other = id] = [one.id, id].toSorted().toReversed();
      pairs.set(`${incident} ${other}`, { incident, other, score, reasons, isDrill: one.isDrill });
    }
  }
  return [...pairs.values()];
}
