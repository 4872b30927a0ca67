import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CommitQueue } from '../../../server/intake/commit-queue.js';
import { eventually } from '../../support/eventually.js';
import { bootIntake, type IntakeApp } from '../../support/intake.js';

/** Items that may wait. @source server/intake/commit-queue.ts */
const BUDGET = 60_000;
const ITEMS = 10_000;
const SENDERS = 9;
/** Different items of a body; the others repeat them, so that filling the queue does not fill the disk. */
const DISTINCT = 50;
const NDJSON = { 'content-type': 'application/x-ndjson' };

let app: IntakeApp;
beforeAll(async () => {
  app = await bootIntake([{ id: 'desk', streams: ['incident'] }]);
}, 60_000);
afterAll(() => app?.close(), 60_000);

const bodyOf = (sender: number) => {
  const occurredAt = new Date().toISOString();
  const item = (i: number) =>
    JSON.stringify({ id: `${sender}-${i % DISTINCT}`, stream: 'incident', type: 'acc.fire', occurredAt });
  return Array.from({ length: ITEMS }, (_, i) => item(i)).join('\n');
};

/** Comes back when told to, as a source does; on a busy machine more than once. */
async function sendUntilTaken(body: string): Promise<void> {
  for (;;) {
    const { status, headers } = await app.send('desk', body, NDJSON);
    if (status === 200) return;
    expect([429, 503]).toContain(status);
    await wait(Number(headers.get('retry-after')) * 1000);
  }
}

it('what the queue cannot hold is refused with 429 and a time to come back; what was taken is stored, the rest when sent again', async () => {
  const queue = app.app.get(CommitQueue, { strict: false });
  const stalled = await app.db.connect();
  await stalled.query('begin');
  await stalled.query('lock table ingest_key in access exclusive mode');
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, queue.depth)), 5);
  const bodies = Array.from({ length: SENDERS }, (_, n) => bodyOf(n));
  const statuses = new Map<number, number>();
  const sending = bodies.map(async (body, n) => {
    const answer = await app.send('desk', body, NDJSON);
    statuses.set(n, answer.status);
    return answer;
  });
  await eventually(
    () => statuses.size + queue.depth / ITEMS,
    (settled) => settled === SENDERS,
    30_000,
  );
  const late = await app.send('desk', { id: 'one', stream: 'incident', type: 'acc.fire', occurredAt: new Date() });
  await stalled.query('rollback');
  stalled.release();
  const answers = await Promise.all(sending);
  clearInterval(looking);
  expect(most).toBe(BUDGET);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(SENDERS - BUDGET / ITEMS);
  for (const { status, body, headers } of [...refused, late]) {
    expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'intake/over-budget', '2']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }
  const left = bodies.filter((_, n) => answers[n]?.status !== 200);
  await Promise.all(left.map(sendUntilTaken));
  const { rows } = await app.db.query('select count(*)::int as n from observation where counted');
  expect(rows).toEqual([{ n: SENDERS * DISTINCT }]);
}, 240_000);
