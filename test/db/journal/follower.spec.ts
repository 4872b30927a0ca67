import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../../server/journal/entry.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, note, type JournalInstance } from '../../support/journal.js';

/** Writes down what it sees, in its own table. */
class Scribe implements Reactor {
  readonly name = 'scribe';
  readonly types = ['feed.changed'] as const;
  pulls = 0;
  /** Entries of each pull. */
  readonly sizes: number[] = [];
  constructor(
    private readonly doing: (entries: readonly Entry[], db: PoolClient) => NewEntry[] = () => [],
    readonly load?: Reactor['load'],
  ) {}

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    this.pulls++;
    this.sizes.push(entries.length);
    await db.query('insert into seen (seq, subject) select * from unnest($1::bigint[], $2::text[])', [
      entries.map((e) => e.seq),
      entries.map((e) => e.subject),
    ]);
    return this.doing(entries, db);
  }
}

const WITHIN_MS = 15_000;

describe('follower', () => {
  let database: TestDatabase;
  let instance: JournalInstance;

  beforeEach(async () => {
    database = await freshDatabase();
    instance = await journalInstance(database.url);
    // No unique key: an entry that is reacted to twice shows.
    await instance.database.system.query('create table seen (seq bigint, subject text)');
  });
  afterEach(async () => {
    await instance.stop();
    await database.drop();
  });

  const seen = async () =>
    (await instance.database.system.query<{ subject: string }>('select subject from seen order by seq')).rows.map(
      (r) => r.subject,
    );
  const cursor = async () =>
    Number(
      (await instance.database.system.query<{ seq: string }>("select seq from reader where name = 'scribe'")).rows[0]
        ?.seq,
    );

  it('reacts to each entry once, whichever of two instances works', async () => {
    const other = await journalInstance(database.url);
    instance.follower.register(new Scribe());
    other.follower.register(new Scribe());
    for (let turn = 0; turn < 200; turn++) await (turn % 2 ? instance : other).append([note(1, turn)]);
    await eventually(async () => (await cursor()) === 200, Boolean, WITHIN_MS);
    await other.stop();
    expect(await seen()).toEqual(Array.from({ length: 200 }, (_, turn) => `1:${turn}`));
  }, 30_000);

  it('gives a reactor no more at once than it bears, and an entry that is too heavy alone', async () => {
    await instance.append(Array.from({ length: 9 }, (_, turn) => note(1, turn)));
    // Weights 1 1 1 1 7 1 1 1 1, at most 3 a pull.
    const scribe = new Scribe(undefined, { most: 3, weigh: ({ subject }) => (subject === '1:4' ? 7 : 1) });
    instance.follower.register(scribe);
    await eventually(async () => (await cursor()) === 9, Boolean, WITHIN_MS);
    expect(scribe.sizes).toEqual([3, 1, 1, 3, 1]);
    expect(await seen()).toEqual(Array.from({ length: 9 }, (_, turn) => `1:${turn}`));
  });

  it('commits effects, returned facts and cursor together', async () => {
    const answer = (entries: readonly Entry[]): NewEntry[] =>
      entries
        .filter((e) => e.subject === '1:0')
        .map((e) => ({
          fact: { type: 'feed.changed', source: 'x', from: 'live', to: 'late', since: null },
          subject: 'answer',
          cause: e.seq,
        }));
    instance.follower.register(new Scribe(answer));
    await instance.append([note(1, 0)]);
    await eventually(async () => (await cursor()) === 2, Boolean, WITHIN_MS);
    expect(await seen()).toEqual(['1:0', 'answer']);
    const { rows } = await instance.database.system.query('select seq, cause from journal_entry order by seq');
    expect(rows).toEqual([
      { seq: '1', cause: null },
      { seq: '2', cause: '1' },
    ]);
  });

  it('parks the one entry that always fails and reacts to its neighbours once', async () => {
    const doing = (entries: readonly Entry[]): NewEntry[] => {
      if (entries.some((e) => e.subject === '1:3')) throw new Error('cannot stomach 1:3');
      return [];
    };
    await instance.append(Array.from({ length: 6 }, (_, turn) => note(1, turn)));
    instance.follower.register(new Scribe(doing));
    await eventually(async () => (await cursor()) === 6, Boolean, WITHIN_MS);
    expect(await seen()).toEqual(['1:0', '1:1', '1:2', '1:4', '1:5']);
    const { rows } = await instance.database.system.query('select reader, seq, tries, error from parked_entry');
    expect(rows).toEqual([{ reader: 'scribe', seq: '4', tries: 3, error: 'cannot stomach 1:3' }]);
  }, 30_000);

  it('never parks what the database did not take', async () => {
    let refusals = 5;
    const doing = (): NewEntry[] => {
      if (refusals-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return [];
    };
    instance.follower.register(new Scribe(doing));
    await instance.append([note(1, 0)]);
    await eventually(async () => (await cursor()) === 1, Boolean, WITHIN_MS);
    expect(await seen()).toEqual(['1:0']);
    const { rows } = await instance.database.system.query('select * from parked_entry');
    expect(rows).toEqual([]);
  }, 30_000);

  it('goes on where it left off after a restart', async () => {
    instance.follower.register(new Scribe());
    await instance.append([note(1, 0)]);
    await eventually(async () => (await cursor()) === 1, Boolean, WITHIN_MS);
    await instance.follower.beforeApplicationShutdown();
    await instance.append([note(1, 1)]);
    const next = await journalInstance(database.url);
    next.follower.register(new Scribe());
    await eventually(async () => (await cursor()) === 2, Boolean, WITHIN_MS);
    await next.stop();
    expect(await seen()).toEqual(['1:0', '1:1']);
  });
});
