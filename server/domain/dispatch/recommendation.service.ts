import { Injectable } from '@nestjs/common';
import type { Recommendation } from '../../../protocol/dispatch.js';
import type { LonLat } from '../../../protocol/geo.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { Principal } from '../../platform/principal.js';
import { CaseRouting } from './case-routing.service.js';
import { reaches } from './reach.rules.js';
import { unknownIncident } from './refusals.js';
import { Units } from '../../city/units.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { assignmentsOf, cardOf } from './assignments.store.js';
import { NEEDS } from './needs.data.js';
import { needsOf } from './needs.rules.js';
import { recommend } from './recommend.rules.js';
import { readStandings } from './units.queries.js';

const SNAPSHOT = 'set transaction isolation level repeatable read, read only';

/** Whom to send, and why. */
@Injectable()
export class Recommendations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly routing: CaseRouting,
    private readonly units: Units,
  ) {}

  /** Ranks units for an incident in reach, as everything stands now. @throws incident/unknown (404) */
  async of(incident: string, who: Principal): Promise<Recommendation> {
    const read = await this.db.tx(this.db.query, async (db) => {
      await db.query(SNAPSHOT);
      const card = await cardOf(db, incident);
      if (!card) return null;
      const on = (await assignmentsOf(db, incident)).filter((a) => a.endedAt === null).map((a) => a.unit);
      return { card, on, standings: await readStandings(db) };
    });
    if (!read || !reaches(who, 'incidents.dispatch', { district: read.card.district, unit: null }))
      throw unknownIncident(incident);
    const { card, on, standings } = read;
    const nowMs = this.clock.now();
    const { field, rule } = this.routing.routed(card, nowMs);
    const { type, priority, level, district, isDrill: drill } = card;
    const asked = {
      ...{ at: pointOf(card), district, field, routed: rule?.unit ?? null, committed: on, drill, nowMs },
      needs: needsOf({ type, priority, level, field }, NEEDS),
    };
    const candidates = standings.flatMap(({ id, ...standing }) => {
      const unit = this.units.get(id);
      return unit ? [{ ...standing, unit }] : [];
    });
    const head = { incident: card.id, version: card.version, at: new Date(nowMs).toISOString() };
    return { ...head, field, routed: asked.routed, ...recommend(asked, candidates) };
  }
}

function pointOf({ lon, lat }: IncidentCard): LonLat | null {
  return lon === null || lat === null ? null : [lon, lat];
}
