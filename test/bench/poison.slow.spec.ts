import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:poison, short form', () => {
  it('stores every good reading and keeps every bad message; how much good ones wait is judged alone on the machine', async () => {
    const last = await runBench<{ lost: object; sent: { bad: number }; mqtt: { poisonedMs: number } }>('poison');
    expect(last.lost).toEqual({ good: 0, bad: 0 });
    expect(last.sent.bad).toBeGreaterThan(0);
    expect(last.mqtt.poisonedMs).toBeGreaterThan(0);
  }, 180_000);
});
