import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setChaosStage, type ChaosStage } from '../support/chaos.js';

const AWAY_MS = Number(process.env['AWAY_MS'] ?? 25_000);
const TRUE_AGAIN_MS = 5000;

describe(`PostgreSQL away for ${AWAY_MS / 1000} s`, () => {
  let stage: ChaosStage;
  beforeAll(async () => {
    stage = await setChaosStage();
  });
  afterAll(() => stage.close());

  it('leaves the service up: it says 503, comes back within 5 s and has lost nothing', async () => {
    await wait(2000);
    const pid = stage.service().pid;
    await stage.cluster.stop();
    await wait(AWAY_MS);
    const away = await fetch(`${stage.service().url}/readyz`);
    expect(away.status).toBe(503);
    expect((await fetch(`${stage.service().url}/healthz`)).status).toBe(200);
    await stage.cluster.start();
    const back = Date.now();
    while ((await fetch(`${stage.service().url}/readyz`)).status !== 200 && Date.now() - back < 30_000) await wait(50);
    const tookMs = Date.now() - back;
    await wait(2000);
    const { acked, lost, doubled, stored, rolledUp } = await stage.settle();
    console.log(`database away: ready ${tookMs} ms after it came back; ${acked} acknowledged`, stage.log.statuses);
    expect(stage.service().pid).toBe(pid);
    expect(tookMs).toBeLessThan(TRUE_AGAIN_MS);
    expect(stage.log.statuses.get(503) ?? 0).toBeGreaterThan(0);
    expect(lost).toEqual([]);
    expect(doubled).toBe(0);
    expect(rolledUp).toBe(stored);
  });
});
