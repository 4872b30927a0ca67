import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from '../../../server/platform/data-source.js';
import { startDurable, type DurableCluster } from '../../support/durable-cluster.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, note, type JournalInstance } from '../../support/journal.js';

const OUTAGE_MS = 3000;
const BACK_WITHIN_MS = 5000;

let cluster: DurableCluster;
let instance: JournalInstance;

beforeAll(async () => {
  cluster = await startDurable();
  await migrate(cluster.url);
  instance = await journalInstance(cluster.url);
}, 120_000);
afterAll(async () => {
  await instance.stop();
  await cluster.remove();
});

it('tail and follower outlive a database that goes away, and are true again within 5 s of its return', async () => {
  const shown: string[] = [];
  const reacted: string[] = [];
  instance.tail.subscribe({ apply: (entries) => shown.push(...entries.map((e) => String(e.subject))) }, 0);
  instance.follower.register({
    name: 'watcher',
    types: ['feed.changed'],
    react: async (entries) => {
      reacted.push(...entries.map((e) => String(e.subject)));
      return Promise.resolve([]);
    },
  });
  await instance.append([note(1, 1)]);
  await eventually(
    () => [shown.length, reacted.length],
    ([a, b]) => a === 1 && b === 1,
  );
  await cluster.stop();
  const stoodAt = instance.tail.status().readAt;
  await wait(OUTAGE_MS);
  expect(Date.parse(instance.tail.status().readAt ?? '') - Date.parse(stoodAt ?? '')).toBeLessThan(1500);
  await cluster.start();
  const back = performance.now();
  await eventually(
    () => instance.append([note(1, 2)]).catch(() => null),
    (seq) => seq !== null,
  );
  await eventually(
    () => [shown.at(-1), reacted.at(-1)],
    ([a, b]) => a === '1:2' && b === '1:2',
  );
  expect(performance.now() - back).toBeLessThan(BACK_WITHIN_MS);
  expect(shown.filter((subject) => subject === '1:1')).toEqual(['1:1']);
}, 60_000);
