import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { newest, readTypes } from '../../journal/journal.queries.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { rebuildCounts } from './rollups.rebuild.js';
import { RollupsReactor } from './rollups.reactor.js';
import { foldEntries } from './rollups.rules.js';
import { addDeltas, prune } from './rollups.store.js';

const PAGE = 2000;
/** The reader's row moves many times a second under load; a rebuild waits for a gap between two pulls. */
const TRIES = 50;
const SERIALIZATION_FAILURE = '40001';

@Injectable()
export class RollupsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reactor: RollupsReactor,
  ) {}

  /**
   * Builds every roll-up anew: counts from `observation`, receipts and rejects from the journal. Intake goes on meanwhile;
   * what it appends is folded by the reactor afterwards. Answers the seq up to which the roll-ups hold.
   */
  async rebuild(): Promise<number> {
    for (let left = TRIES; ; left--) {
      try {
        return await this.database.tx(this.database.system, (db) => this.rebuildIn(db));
      } catch (error) {
        if ((error as { code?: string }).code !== SERIALIZATION_FAILURE || left === 0) throw error;
      }
    }
  }

  /** One snapshot for observations, journal and cursor; holding the cursor's row keeps the reactor out. */
  private async rebuildIn(db: PoolClient): Promise<number> {
    await db.query('set transaction isolation level repeatable read');
    await db.query('set local statement_timeout = 0');
    const { name } = this.reactor;
    await db.query('insert into reader (name) values ($1) on conflict do nothing', [name]);
    await db.query('select seq from reader where name = $1 for update', [name]);
    const top = (await newest(db)).seq;
    const nowMinute = Math.floor(this.clock.now() / 60_000);
    await rebuildCounts(db, { nowMinute, zone: this.clock.zone });
    await this.refold(db, top);
    await prune(db, nowMinute);
    await db.query('update reader set seq = $2, moved_at = clock_timestamp() where name = $1', [name, top]);
    return top;
  }

  /** Receipts, duplicates and rejects stand only in the journal: they are folded again, the counts left out. */
  private async refold(db: PoolClient, top: number): Promise<void> {
    for (let seq = 0; seq < top;) {
      const types = ['intake.recorded', 'intake.rejected', 'dead-letter.settled'] as const;
      const entries = await readTypes(db, { seq, upTo: top, limit: PAGE }, types);
      const bare = entries.map((entry) =>
        entry.fact.type === 'intake.recorded'
          ? { ...entry, fact: { ...entry.fact, counts: [], hexes: [], latest: [] } }
          : entry,
      );
      await addDeltas(
        db,
        foldEntries(bare, (minute) => this.reactor.dayOf(minute)),
      );
      seq = entries.length < PAGE ? top : (entries.at(-1)?.seq ?? top);
    }
  }
}
