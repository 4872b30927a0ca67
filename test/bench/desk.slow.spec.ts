import { describe, expect, it } from '@jest/globals';
import { runBench } from './run-bench.js';

describe('bench:desk, short form', () => {
  it('shows every command on every desk and loses no patch; how fast is judged alone on the machine', async () => {
    const last = await runBench<{ late: number; lost: number; allDesksMs: { p99: number } }>('desk');
    expect({ late: last.late, lost: last.lost }).toEqual({ late: 0, lost: 0 });
    expect(last.allDesksMs.p99).toBeGreaterThan(0);
  }, 180_000);
});
