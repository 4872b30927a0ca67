import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setChaosStage, type ChaosStage } from '../../support/chaos.js';
import { eventually } from '../../support/eventually.js';

const KILLS = 2;
const BETWEEN_MS = 500;
const AWAY_MS = 3000;
const TRUE_AGAIN_MS = 5000;
/** In this the service has to notice that the database is gone. */
const NOTICED_MS = 3000;

/** Short form of test/long/kill-nine.spec.ts and test/long/database-away.spec.ts, on one stage. */
describe('a service under load', () => {
  let stage: ChaosStage;
  beforeAll(async () => {
    stage = await setChaosStage();
  }, 90_000);
  afterAll(() => stage?.close(), 60_000);
  const ready = async () => (await fetch(`${stage.service().url}/readyz`)).status;

  it('outlives its database: 503 while it is away, true again within 5 s, the same process', async () => {
    const { pid } = stage.service();
    await eventually(
      () => stage.log.acked.size,
      (acked) => acked > 100,
    );
    await stage.cluster.stop();
    await eventually(ready, (status) => status === 503, NOTICED_MS);
    await wait(AWAY_MS);
    expect((await fetch(`${stage.service().url}/healthz`)).status).toBe(200);
    const before = stage.log.acked.size;
    await stage.cluster.start();
    await eventually(ready, (status) => status === 200, TRUE_AGAIN_MS);
    await eventually(
      () => stage.log.acked.size,
      (acked) => acked > before,
      TRUE_AGAIN_MS,
    );
    expect(stage.service().pid).toBe(pid);
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(stage.log.statuses.get(503) ?? 0).toBeGreaterThan(0);
  }, 60_000);

  it(`killed ${KILLS} times loses nothing that was acknowledged, doubles nothing, and the roll-ups agree`, async () => {
    for (let n = 0; n < KILLS; n++) {
      await wait(BETWEEN_MS);
      await stage.restart();
    }
    await wait(BETWEEN_MS);
    const { acked, lost, doubled, stored, rolledUp } = await stage.settle();
    expect(acked).toBeGreaterThan(200);
    expect(lost).toEqual([]);
    expect(doubled).toBe(0);
    expect(rolledUp).toBe(stored);
    for (const status of stage.log.statuses.keys()) expect([0, 200, 429, 503]).toContain(status);
  }, 90_000);
});
