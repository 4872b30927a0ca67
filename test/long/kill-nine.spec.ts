import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setChaosStage, type ChaosStage } from '../support/chaos.js';

const KILLS = Number(process.env['KILLS'] ?? 20);
const BETWEEN_MS = 1500;

describe(`kill -9, ${KILLS} times under load`, () => {
  let stage: ChaosStage;
  beforeAll(async () => {
    stage = await setChaosStage();
  });
  afterAll(() => stage.close());

  it('loses nothing that was acknowledged, doubles nothing, and the roll-ups agree', async () => {
    for (let n = 0; n < KILLS; n++) {
      await wait(BETWEEN_MS);
      await stage.restart();
    }
    await wait(BETWEEN_MS);
    const { acked, lost, doubled, stored, rolledUp } = await stage.settle();
    console.log(
      `kill -9 x ${KILLS}: ${acked} acknowledged, ${stored} stored, ${lost.length} lost, ${doubled} doubled`,
      stage.log.statuses,
    );
    expect(acked).toBeGreaterThan(KILLS * 100);
    expect(lost).toEqual([]);
    expect(doubled).toBe(0);
    expect(rolledUp).toBe(stored);
  });
});
