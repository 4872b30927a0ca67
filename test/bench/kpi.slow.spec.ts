import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

interface Size {
  observations: number;
  gaps: number;
  boardMs: { samples: number };
  factMs: { samples: number };
}

describe('bench:kpi, short form', () => {
  it('reads whole boards at two sizes and shows every fact on the channel; how fast is judged alone on the machine', async () => {
    const last = await runBench<{ indicators: number; ratio: object; few: Size; many: Size }>('kpi');
    expect(last.indicators).toBe(500);
    expect([last.few.observations, last.many.observations]).toEqual([200, 2000]);
    for (const size of [last.few, last.many])
      expect({ gaps: size.gaps, boards: size.boardMs.samples, facts: size.factMs.samples }).toEqual({
        ...{ gaps: 0, boards: 5, facts: 3 },
      });
    expect(Object.keys(last.ratio)).toEqual(['board', 'boardMedian']);
  }, 180_000);
});
