import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:risk, short form', () => {
  it('loses no reading and no patch and ends with one JSON line of all figures, on a durable database', async () => {
    const last = await runBench<{ ratio: object; patchMs: { cells: number; p99: number }; settings: object }>('risk');
    expect(Object.keys(last.ratio)).toEqual(['cpu', 'cpuFromBytes']);
    expect(last.patchMs.cells).toBe(2000);
    expect(last.patchMs.p99).toBeGreaterThan(0);
    expect(last.settings).toEqual({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  }, 180_000);
});
