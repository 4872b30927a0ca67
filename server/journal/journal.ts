import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Doorbell } from './doorbell.js';
import type { NewEntry } from './entry.js';

const APPEND = { name: 'journal-append', text: 'select journal_append($1::jsonb) as seq' };
const APPEND_AND_RING = {
  name: 'journal-append-ring',
  text: "select journal_append($1::jsonb) as seq, pg_notify('journal', '')",
};

/** The one way into the journal. */
@Injectable()
export class Journal {
  constructor(private readonly doorbell: Doorbell) {}

  /**
   * Appends facts in the caller's transaction and answers the last seq. Call it as the last statement before COMMIT: the lock that
   * makes seq order commit order is held from here to the commit (docs/adr/0001).
   */
  async append(client: PoolClient, entries: readonly NewEntry[]): Promise<number> {
    if (entries.length === 0) throw new Error('an append of no entries draws no seq; append at least one fact');
    const body = JSON.stringify(entries.map((e) => ({ ...e, type: e.fact.type })));
    // NOTIFY is sent by the commit itself, so a ring never comes before its entries; a second one within 20 ms is put off.
    const ringsNow = this.doorbell.mayRing();
    const { rows } = await client.query<{ seq: string }>({
      ...(ringsNow ? APPEND_AND_RING : APPEND),
      values: [body],
    });
    if (!ringsNow) this.doorbell.ringLater();
    return Number((rows[0] as { seq: string }).seq);
  }
}
