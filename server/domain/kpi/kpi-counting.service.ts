import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { newest } from '../../journal/journal.queries.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { addCounts, readCounts, recount } from './kpi-count.queries.js';
import { netOf } from './kpi-count.rules.js';
import { messagesOf, remakeSubjects, ripen, ripening, saveSubjects, type Named } from './kpi-subject.queries.js';

const READER = 'kpi';
/** Deadlines that are looked after in one transaction. */
const MOST_RIPENING = 1000;
/** The reader's row moves many times a second under load; a rebuild waits for a gap between two pulls. */
const TRIES = 50;
const SERIALIZATION_FAILURE = '40001';

/** Counts subjects into the cells of indicators. */
@Injectable()
export class KpiCounting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Looks again at what facts name, and counts the difference. The caller holds the reader's row. */
  async count(db: PoolClient, named: Named): Promise<void> {
    const messages = await messagesOf(db, named);
    const ids = [...named.incidents, ...messages.map((m) => m.id)];
    if (ids.length === 0) return;
    await this.recountAround(db, ids, () => saveSubjects(db, { messages, incidents: named.incidents }));
  }

  /** Counts what has become due since the last time. Answers how many. */
  async ripen(): Promise<number> {
    return this.database.tx(this.database.system, async (db) => {
      await holdReader(db);
      const ids = await ripening(db, MOST_RIPENING);
      if (ids.length > 0) await this.recountAround(db, ids, () => ripen(db, ids));
      return ids.length;
    });
  }

  /** Makes subjects, cells and lengths anew from the tables they come of. Answers the seq up to which they hold. */
  async rebuild(): Promise<number> {
    for (let left = TRIES; ; left--) {
      try {
        return await this.database.tx(this.database.system, (db) => this.rebuildIn(db));
      } catch (error) {
        if ((error as { code?: string }).code !== SERIALIZATION_FAILURE || left === 0) throw error;
      }
    }
  }

  private async rebuildIn(db: PoolClient): Promise<number> {
    await db.query('set transaction isolation level repeatable read');
    await db.query('set local statement_timeout = 0');
    await holdReader(db);
    const { seq } = await newest(db);
    await remakeSubjects(db);
    await recount(db, this.clock.zone);
    await db.query('update reader set seq = $2, moved_at = clock_timestamp() where name = $1', [READER, seq]);
    return seq;
  }

  private async recountAround(db: PoolClient, ids: readonly string[], change: () => Promise<void>): Promise<void> {
    const before = await readCounts(db, ids, this.clock.zone);
    await change();
    await addCounts(db, netOf(before, await readCounts(db, ids, this.clock.zone)));
  }
}

/** Keeps the reader (and whoever else counts) out until the transaction ends. */
export async function holdReader(db: PoolClient): Promise<void> {
  await db.query('insert into reader (name) values ($1) on conflict do nothing', [READER]);
  await db.query('select seq from reader where name = $1 for update', [READER]);
}
