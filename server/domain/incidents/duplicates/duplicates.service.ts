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
import { likeness, readReport, type ReadReport } from './duplicate.rules.js';
import * as stored from './duplicates.queries.js';
import { foldReport } from './report-text.rules.js';

/** Finds incidents that may be one and the same thing. A person decides; nothing is merged here. */
@Injectable()
export class Duplicates {
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
    return { suggestions: await stored.readSuggestions(this.db.query, id, scope) };
  }

  /** Finds what a call that is being written down may be about. */
  async like(call: DuplicatesOfInput, who: Principal): Promise<DuplicateList> {
    const reported = { ...this.placeOf(call), type: call.type, isDrill: false, text: foldReport(call.text) };
    const occurredMs = call.occurredAt === undefined ? this.clock.now() : Date.parse(call.occurredAt);
    const report = readReport({ ...reported, occurredMs });
    const nearby = await stored.readNearby(this.db.query, { ...report, id: null });
    const suggestions = await stored.readFound(this.db.query, compare(report, nearby), scopeOf(who));
    return { suggestions };
  }

  /** Compares incidents with those that are open and puts what is found in place of what was, in the caller's transaction. */
  async look(db: ClientBase, ids: readonly string[]): Promise<void> {
    const incidents = (await stored.readReported(db, ids)).map((i) => ({ ...i, text: foldReport(i.text) }));
    await stored.saveWords(db, incidents);
    const pairs = new Map<string, stored.NewSuggestion>();
    for (const { id, ...reported } of incidents) {
      const nearby = await stored.readNearby(db, { ...reported, id });
      for (const { id: other, ...found } of compare(readReport(reported), nearby)) {
        // Ids are made in order of time: the later one points at the earlier.
        const [incident = id, earlier = other] = [id, other].toSorted().toReversed();
        pairs.set(`${incident} ${earlier}`, { ...found, incident, other: earlier, isDrill: reported.isDrill });
      }
    }
    await stored.saveSuggestions(db, ids, [...pairs.values()]);
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

function compare(report: ReadReport, nearby: readonly stored.Comparable[]) {
  return nearby.flatMap(({ id, ...other }) => {
    const found = likeness(report, readReport(other));
    return found === null ? [] : [{ id, ...found }];
  });
}
