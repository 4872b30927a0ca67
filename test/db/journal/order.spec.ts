import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, note, type JournalInstance } from '../../support/journal.js';

const WRITERS = 16;
const TURNS = 30;

/** The mistake that ADR 1 is about: `seq` is drawn before the lock is had, so a later seq may commit first. */
const DRAW_BEFORE_LOCK = `
  create or replace function journal_append(entries jsonb) returns bigint language plpgsql as $$
    declare drawn bigint[];
    begin
      drawn := array(select nextval('journal_seq') from jsonb_array_elements(entries));
      perform pg_sleep(random() * 0.004);
      perform pg_advisory_xact_lock(4711, 1);
      perform set_config('journal.writer', 'append', true);
      insert into journal_entry (seq, at, type, subject, fact)
      select drawn[n], city_now(), e ->> 'type', e ->> 'subject', e -> 'fact'
      from jsonb_array_elements(entries) with ordinality as t (e, n);
      perform set_config('journal.writer', '', true);
      return drawn[cardinality(drawn)];
    end
  $$`;

const WITHIN_MS = 15_000;

describe('journal order', () => {
  let database: TestDatabase;
  let instance: JournalInstance;

  const start = async () => {
    database = await freshDatabase();
    instance = await journalInstance(database.url);
  };
  afterEach(async () => {
    await instance.stop();
    await database.drop();
  });

  /** Runs the writers, some of whom hold their transaction open, against one tail; answers what it saw and what is stored. */
  async function race(): Promise<{ seen: Entry[]; stored: number }> {
    const seen: Entry[] = [];
    instance.tail.subscribe({ apply: (entries) => seen.push(...entries) }, 0);
    const pool = new pg.Pool({ connectionString: database.url, max: WRITERS });
    const write = async (writer: number) => {
      for (let turn = 0; turn < TURNS; turn++) {
        await instance.database.tx(pool, async (db) => {
          await instance.journal.append(db, [note(writer, turn), note(writer, turn + 1000)]);
          if ((writer + turn) % 5 === 0) await db.query('select pg_sleep($1)', [Math.random() * 0.012]);
        });
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    const stored = await pool.query<{ seq: string }>('select max(seq) as seq from journal_entry');
    await pool.end();
    await eventually(() => instance.tail.status().seq >= Number(stored.rows[0]?.seq), Boolean, WITHIN_MS);
    return { seen, stored: WRITERS * TURNS * 2 };
  }

  it('shows readers every entry of 16 concurrent writers, in order', async () => {
    await start();
    const { seen, stored } = await race();
    const disorder = seen.filter((entry, i) => i > 0 && entry.seq <= (seen[i - 1] as Entry).seq);
    expect(disorder).toEqual([]);
    expect(seen.length).toBe(stored);
    expect(new Set(seen.map((e) => e.subject)).size).toBe(stored);
  }, 60_000);

  it('loses entries when seq is drawn before the lock, so the test above can fail', async () => {
    await start();
    await instance.database.system.query(DRAW_BEFORE_LOCK);
    const { seen, stored } = await race();
    expect(seen.length).toBeLessThan(stored);
  }, 60_000);

  it('gives entries of one append neighbouring seqs, also across instances', async () => {
    await start();
    const other = await journalInstance(database.url);
    const first = await instance.append([note(1, 1), note(1, 2)]);
    const second = await other.append([note(2, 1)]);
    await other.stop();
    expect([first, second]).toEqual([2, 3]);
  });

  it('leaves no trace of a transaction that was rolled back, and readers do not wait for its seq', async () => {
    await start();
    const seen: number[] = [];
    instance.tail.subscribe({ apply: (entries) => seen.push(...entries.map((e) => e.seq)) }, 0);
    await instance.append([note(1, 1)]);
    const failing = instance.database.tx(instance.database.system, async (db) => {
      await instance.journal.append(db, [note(1, 2)]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await instance.append([note(1, 3)]);
    await eventually(() => seen.length === 2, Boolean, WITHIN_MS);
    expect(seen).toEqual([1, 3]);
  });
});

describe('journal guard', () => {
  it('refuses INSERT, UPDATE, DELETE and TRUNCATE by anyone but journal_append', async () => {
    const database = await freshDatabase();
    const instance = await journalInstance(database.url);
    await instance.append([note(1, 1)]);
    const refused = [
      "insert into journal_entry (seq, at, type, fact) values (99, now(), 'feed.changed', '{}')",
      "update journal_entry set type = 'x'",
      'delete from journal_entry',
      'truncate journal_entry',
    ];
    for (const statement of refused) {
      await expect(instance.database.system.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    const { rows } = await instance.database.system.query('select seq, type from journal_entry');
    expect(rows).toEqual([{ seq: '1', type: 'feed.changed' }]);
    await instance.stop();
    await database.drop();
  });
});
