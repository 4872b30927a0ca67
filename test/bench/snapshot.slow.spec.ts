import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:snapshot, short form', () => {
  it('ends with one JSON line of all ratios, on a durable database', async () => {
    const last = await runBench<{ ratio: object; fsync: string; synchronous_commit: string }>('snapshot');
    expect(Object.keys(last.ratio).sort()).toEqual([
      'bigToSmallHttpP95',
      'bigToSmallP95',
      'groupByToHttpP95',
      'groupByToStateP95',
    ]);
    expect(last).toMatchObject({ fsync: 'on', synchronous_commit: 'on' });
  }, 180_000);
});
