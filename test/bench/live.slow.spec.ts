import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:live, short form', () => {
  it('loses and tears no state and ends with one JSON line of all figures, on a durable database', async () => {
    const last = await runBench<{ lost: number; torn: number; ratio: object; settings: object }>('live');
    expect({ lost: last.lost, torn: last.torn }).toEqual({ lost: 0, torn: 0 });
    expect(Object.keys(last.ratio)).toEqual(['broadcast']);
    expect(last.settings).toEqual({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  }, 180_000);
});
