import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IntakeHealth } from '../../protocol/live/intake-health.js';
import type { Situation } from '../../protocol/live/situation.js';
import type { Rows } from '../../protocol/rows.js';
import { Agreement, followChannel, followHttp, followTables } from './agreement.js';
import { connectLive } from './live-client.js';
import { writeMixed, type LoadTally, type OpenedRecords } from './mixed-load.js';
import { startTwo, type TwoInstances } from './two-instances.js';

/** Messages older than this are history. Short, so that history lies inside the windows of the wall. */
const BACK_MINUTES = 20;
const OBSERVERS = ['GET a', 'GET b', 'channel a', 'channel b'];
const TRIES = 5;

/** How long the load lasts, how often each pair of observers is compared at least, and who is told the figures. */
interface Telling {
  loadMs: number;
  least: number;
  report?: (...figures: unknown[]) => void;
}

/** Tells that two instances agree with each other, with their channels and with SQL, under load, at rest and after a restart. */
export function tellAgreement({ loadMs, least, report }: Telling): void {
  describe(`two instances under ${loadMs / 1000} s of mixed load`, () => {
    let stage: TwoInstances;
    const tally: LoadTally = { requests: 0, accepted: 0, duplicates: 0, rejected: 0 };
    beforeAll(async () => {
      stage = await startTwo({ LIVE_WINDOW: `${BACK_MINUTES}m` });
    }, 120_000);
    afterAll(() => stage?.close(), 60_000);

    it(
      'GET /situation, the channel and SQL on the tables say the same at the same place of the journal',
      async () => {
        const agreement = await underLoad(stage, loadMs, tally);
        report?.(`${loadMs / 1000} s of mixed load`, tally, Object.fromEntries(agreement.agreed));
        agreement.assertNoDifference();
        expect(Math.min(tally.accepted, tally.duplicates, tally.rejected)).toBeGreaterThan(0);
        const pairs = OBSERVERS.flatMap((one, i) => [
          ...OBSERVERS.slice(i + 1).map((other) => [one, other]),
          [one, 'SQL'],
        ]);
        const times = ([one, other]: string[]) =>
          (agreement.agreed.get(`${one} = ${other}`) ?? 0) + (agreement.agreed.get(`${other} = ${one}`) ?? 0);
        for (const pair of pairs) expect([pair, times(pair) >= least]).toEqual([pair, true]);
      },
      loadMs + 120_000,
    );

    it('at rest too: what was acknowledged is what is shown, and figures open as many rows', async () => {
      const situation = await settled(stage);
      const health = (await (await stage.clients[1].get('/api/v1/intake-health')).json()) as IntakeHealth;
      const received = health.feeds.reduce((sum, feed) => sum + feed.today + feed.history, 0);
      expect(received).toBe(tally.accepted);
      expect([health.totals.duplicates, health.totals.deadLetters]).toEqual([tally.duplicates, tally.rejected]);
      for (const window of [situation.windows.lastHour, situation.windows.today]) {
        const query = new URLSearchParams({ query: 'observations.total', ...window, asOf: String(situation.asOf.seq) });
        const rows = (await (await stage.clients[0].get(`/api/v1/rows?${query.toString()}`)).json()) as Rows;
        const isHour = window === situation.windows.lastHour;
        expect(rows.total).toBe(isHour ? situation.totals.lastHour : situation.totals.today);
      }
    }, 60_000);

    it('after a restart every channel shows the same state as before', async () => {
      for (let tries = 1; ; tries++) {
        const before = await stage.channels(0);
        await stage.restart();
        const after = [await stage.channels(0), await stage.channels(1)];
        // A minute that turns meanwhile moves the windows, and a turn of the risk index the map: then once more.
        if (after.some((states) => momentOf(states) !== momentOf(before)) && tries < TRIES) continue;
        expect(after).toEqual([before, before]);
        return;
      }
    }, 120_000);
  });
}

async function underLoad(stage: TwoInstances, loadMs: number, tally: LoadTally): Promise<Agreement> {
  const agreement = new Agreement();
  const opened: OpenedRecords = { incident: [], complaint: [] };
  const readers = await Promise.all(stage.clients.map(({ url, cookie }) => connectLive(url, { cookie })));
  for (const [n, reader] of readers.entries()) {
    followChannel(agreement, n === 0 ? 'channel a' : 'channel b', reader);
    await reader.watch('situation');
  }
  let isLoaded = false;
  const observing = [
    followHttp(agreement, 'GET a', { client: stage.clients[0], isDone: () => isLoaded }),
    followHttp(agreement, 'GET b', { client: stage.clients[1], isDone: () => isLoaded }),
    followTables(agreement, stage.cluster.url, () => isLoaded),
  ];
  const load = { backMs: BACK_MINUTES * 60_000, opened, tally, isDone: () => isLoaded };
  const writing = stage.writers.map((place, n) => writeMixed(place, { ...load, seed: n + 1 }));
  // Whoever fails ends the load early; all are waited for.
  await Promise.race([wait(loadMs), ...observing, ...writing]).finally(() => (isLoaded = true));
  await Promise.all([...writing, ...observing]);
  for (const reader of readers) {
    expect([reader.gaps, reader.snapshots.length]).toEqual([0, 1]);
    reader.socket.close();
  }
  return agreement;
}

/** Waits until all observers stand at the end of the journal, and has them compared there. */
async function settled(stage: TwoInstances): Promise<Situation> {
  for (let tries = 0; ; tries++) {
    const agreement = new Agreement();
    let looks = 0;
    const isDone = () => looks++ > 0;
    await followTables(agreement, stage.cluster.url, isDone);
    looks = 0;
    await followHttp(agreement, 'GET a', { client: stage.clients[0], isDone });
    looks = 0;
    await followHttp(agreement, 'GET b', { client: stage.clients[1], isDone });
    agreement.assertNoDifference();
    if (agreement.agreed.size === 3)
      return (await (await stage.clients[0].get('/api/v1/situation')).json()) as Situation;
    if (tries > 50) throw new Error(`the instances do not come to rest: ${JSON.stringify([...agreement.agreed])}`);
    await wait(100);
  }
}

/** Minute of the windows and place of the journal that the channels stand at. */
function momentOf(states: Record<string, unknown>): string {
  const { windows, asOf } = states['situation'] as Situation;
  return `${windows.lastHour.to} ${asOf.seq}`;
}
