import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { CityFollower } from '../../city/city.follower.js';
import type { CitySnapshot } from '../../city/city-snapshot.rules.js';
import { CityStore } from '../../city/city.store.js';
import { knownOf, type KnownForces } from '../../city/profile/forces.rules.js';
import { cityChanged } from '../../city/profile/profile.import.js';
import { Audit, type AuditRecord } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';

/** Who does something, from where. */
export interface Doing {
  who: Principal;
  address: string;
}

/** What a change leaves: its line in the audit, and what is answered, read in the same transaction. */
interface Done<T> {
  entry: Pick<AuditRecord, 'action' | 'subject' | 'detail'>;
  answer: () => Promise<T>;
}

/** Changes of the city's own tables by hand: with their audit in one transaction, one at a time, and seen by every instance after it. */
@Injectable()
export class CityChanges {
  constructor(
    readonly db: Database,
    private readonly store: CityStore,
    private readonly follower: CityFollower,
    private readonly audit: Audit,
  ) {}

  /** The reference data in force. */
  get city(): CitySnapshot {
    return this.store.current;
  }

  /** What rows may point at now. */
  known(): KnownForces {
    const { units, fields, areas } = this.city.rows;
    return knownOf({ units: units.map(({ id }) => id), fields, areas });
  }

  /** Makes a change; this instance sees it before the answer, the others within seconds. */
  async make<T>(work: (db: PoolClient) => Promise<Done<T>>, { who, address }: Doing): Promise<T> {
    // What is checked below must be what stands: another instance may have changed it a moment ago.
    await this.follower.refresh();
    const answer = await this.db.tx(this.db.query, async (db) => {
      await db.query('select pg_advisory_xact_lock($1, $2)', [...FORCES_LOCK]);
      const { entry, answer } = await work(db);
      await this.audit.record({ actor: who.username, address, ...entry }, db);
      await cityChanged(db);
      return answer();
    });
    // A failed look is no error, the next one comes by itself.
    await this.follower.refresh().catch(() => undefined);
    return answer;
  }
}

/** Advisory lock of changes to units and routing, so that two imports come one after the other. */
const FORCES_LOCK = [4711, 62] as const;
