import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { LonLat } from '../../../protocol/geo.js';
import { sayable } from '../../../protocol/unit-status.js';
import type { Unit, UnitPositionInput, UnitStatus } from '../../../protocol/unit.js';
import type { NewEntry } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { sight } from './position.rules.js';
import { requireReach, unknownUnit } from './refusals.js';
import { standingOf } from './standing.rules.js';
import { mayGo } from './status.rules.js';
import { readUnit } from './units.queries.js';
import { hear, lockUnits, savePosition, saveStatus, type LockedUnit } from './units.store.js';

/** Status and position of units, as they or the desk say. */
@Injectable()
export class UnitClocks {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
  ) {}

  /** Moves the status clock. Saying the present status again is a word of life and no change. @throws unit/status-not-possible (409) */
  async setStatus(id: string, to: UnitStatus, who: Principal): Promise<Unit> {
    return this.change(id, who, async (db, unit) => {
      const from = unit.status;
      if (from !== to && !mayGo(from, to)) {
        const detail = `${id} is ${from}; from there it goes to ${sayable(from).join(', ')}`;
        throw new DomainError(409, 'unit/status-not-possible', detail, { present: standingOf(unit) });
      }
      if (from === to) {
        await hear(db, id);
        return [];
      }
      await saveStatus(db, id, { status: to, atMs: unit.nowMs, heard: who.unit === id });
      return [changed(unit, to, who)];
    });
  }

  /** Keeps a position; an older one than is known changes nothing. A lost unit is found by it and goes on as before. */
  async setPosition(id: string, { lon, lat, at }: UnitPositionInput, who: Principal): Promise<Unit> {
    return this.change(id, who, async (db, unit) => {
      const lonLat: LonLat = [lon, lat];
      const seen = sight(unit, { lonLat, atMs: at === undefined ? unit.nowMs : Date.parse(at), nowMs: unit.nowMs });
      if (!seen.kept) return [];
      const entries: NewEntry[] = [];
      if (unit.status === 'lost') {
        const back = unit.beforeLost ?? 'standby';
        await saveStatus(db, id, { status: back, atMs: unit.nowMs, heard: true });
        entries.push(changed(unit, back, who));
      }
      await savePosition(db, id, { lonLat, ...seen });
      if (seen.told) entries.push(located(unit, lonLat, seen.atMs));
      return entries;
    });
  }

  private async change(
    id: string,
    who: Principal,
    work: (db: PoolClient, unit: LockedUnit) => Promise<NewEntry[]>,
  ): Promise<Unit> {
    return this.db.tx(this.db.query, async (db) => {
      const [unit] = await lockUnits(db, [id]);
      if (!unit) throw unknownUnit(id);
      requireReach(who, 'incidents.act', { district: unit.district, unit: id }, 'unit');
      const entries = await work(db, unit);
      const after = await readUnit(db, id);
      if (entries.length > 0) await this.journal.append(db, entries);
      return after as Unit;
    });
  }
}

/** The fact that a status moved, now. */
export function changed(
  { unit, status, nowMs, drill }: Pick<LockedUnit, 'unit' | 'status' | 'nowMs' | 'drill'>,
  to: UnitStatus,
  who: Pick<Principal, 'username'> | null,
): NewEntry {
  const fact = { type: 'unit.changed', unit, from: status, to, at: new Date(nowMs).toISOString() } as const;
  return { fact, subject: unit, isDrill: drill, ...(who && { actor: who.username }) };
}

function located({ unit, drill }: LockedUnit, [lon, lat]: LonLat, atMs: number): NewEntry {
  const fact = { type: 'unit.located', unit, lon, lat, at: new Date(atMs).toISOString() } as const;
  return { fact, subject: unit, isDrill: drill };
}
