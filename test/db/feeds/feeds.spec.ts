import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedChanged } from '../../../protocol/facts/feeds.js';
import { FeedsReactor } from '../../../server/domain/feeds/feeds.reactor.js';
import { FeedsWatch } from '../../../server/domain/feeds/feeds.watch.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { heard } from '../../support/facts.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';

const START = Date.parse('2026-03-01T00:00:00Z');

describe('feeds', () => {
  let database: TestDatabase;
  let one: JournalInstance;
  let two: JournalInstance;

  beforeAll(async () => {
    database = await freshDatabase();
    [one, two] = [await journalInstance(database.url), await journalInstance(database.url)];
    // A clock that stands until the test moves it.
    await one.database.system.query('insert into clock_setting (start_at, rate) values ($1, 1e-12)', [new Date(START)]);
    await one.database.system.query(
      `insert into source (id, name_zh, name_en, streams, expect_every_seconds)
       values ('s1', 's1', 's1', '{risk}', 60), ('s2', 's2', 's2', '{risk}', 60), ('s3', 's3', 's3', '{risk}', null)`,
    );
    new FeedsReactor(one.follower).onModuleInit();
    new FeedsReactor(two.follower).onModuleInit();
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await database.drop();
  });
  beforeEach(async () => {
    await one.database.system.query('delete from lease');
  });

  const setClock = (ms: number) =>
    one.database.system.query('update clock_setting set start_at = $1, real_start = clock_timestamp()', [
      new Date(START + ms),
    ]);
  const changes = async (source: string) => {
    const { rows } = await one.database.system.query<{ fact: FeedChanged }>(
      "select fact from journal_entry where type = 'feed.changed' and subject = $1 order by seq",
      [source],
    );
    return rows.map(({ fact }) => `${fact.from}>${fact.to}`);
  };
  const hear = (source: string, atMs: number, history = false) =>
    one.append([heard({ source, history, receivedAt: new Date(START + atMs).toISOString() })]);

  it('are live on the first word, and silence is told exactly once by two watchers', async () => {
    await hear('s1', 0);
    await eventually(async () => (await changes('s1')).length === 1, Boolean);
    const watchers = [new FeedsWatch(one.database, one.journal), new FeedsWatch(two.database, two.journal)];
    const turns = () => Promise.all([...watchers, ...watchers].map((watch) => watch.turn()));
    await setClock(120_000);
    await turns();
    await setClock(120_002);
    await turns();
    await turns();
    await setClock(300_002);
    await turns();
    expect(await changes('s1')).toEqual(['waiting>live', 'live>late', 'late>interrupted']);
    await hear('s1', 300_002);
    await eventually(async () => (await changes('s1')).length === 4, Boolean);
    expect((await changes('s1')).at(-1)).toBe('interrupted>live');
  });

  it('are left alone by a watcher that was frozen while another took the lease', async () => {
    await setClock(0);
    await hear('s2', 0, true);
    await eventually(async () => (await changes('s2')).length === 1, Boolean);
    const [frozen, next] = [new FeedsWatch(one.database, one.journal), new FeedsWatch(two.database, two.journal)];
    const epoch = (await frozen.lease.take()) as number;
    await one.database.system.query("update lease set until = clock_timestamp() - interval '1 second'");
    const taken = (await next.lease.take()) as number;
    expect(taken).toBeGreaterThan(epoch);
    await setClock(120_002);
    expect(await frozen.look(epoch)).toBe(0);
    expect(await changes('s2')).toEqual(['waiting>live']);
    expect(await next.look(taken)).toBeGreaterThanOrEqual(1);
    expect(await changes('s2')).toEqual(['waiting>live', 'live>late']);
    expect(await frozen.lease.take()).toBeNull();
  });

  it('without rhythm are unwatched once heard', async () => {
    const status = async () => {
      const { rows } = await one.database.system.query<{ status: string }>(
        "select status from feed_state where source = 's3'",
      );
      return rows[0]?.status;
    };
    await hear('s3', 0);
    await eventually(async () => (await status()) === 'unwatched', Boolean);
    expect(await changes('s3')).toEqual(['waiting>unwatched']);
  });
});
