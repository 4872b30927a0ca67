import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:intake, short form', () => {
  it('ends with one JSON line of all ratios, on a durable database', async () => {
    const last = await runBench<{ ratio: object; settings: object }>('intake');
    expect(Object.keys(last.ratio).sort()).toEqual(['ack', 'cpu', 'http1000', 'single', 'writer']);
    expect(last.settings).toEqual({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  }, 180_000);
});
