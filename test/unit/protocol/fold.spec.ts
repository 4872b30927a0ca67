import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyPatch, diff } from '../../../protocol/fold.js';
import type { Patch } from '../../../protocol/live.js';

const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string());
const row = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  n: scalar,
  inner: fc.dictionary(fc.constantFrom('p', 'q'), scalar),
});
const rows = fc.uniqueArray(row, { selector: (r) => r.id });
const state = fc.record({
  n: scalar,
  list: fc.array(scalar),
  rows,
  map: fc.dictionary(
    fc.constantFrom('x', 'y', 'z'),
    fc.oneof(scalar, fc.dictionary(fc.constantFrom('k', 'l'), scalar)),
  ),
});

describe('patches', () => {
  it('turn any state into any other', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const patch = diff(before, after);
        expect(patch === null ? before : applyPatch(before, JSON.parse(JSON.stringify(patch)) as Patch)).toEqual(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('are null for equal states', () => {
    fc.assert(fc.property(state, (s) => expect(diff(s, structuredClone(s))).toBeNull()));
  });

  it('leave what did not move identical', () => {
    const before = {
      sources: [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
      usual: { lastHour: [1, 2] },
    };
    const after = applyPatch(
      before,
      diff(before, {
        ...before,
        sources: [
          { id: 'a', n: 2 },
          { id: 'b', n: 1 },
        ],
      }) ?? {},
    );
    expect(after.sources[1]).toBe(before.sources[1]);
    expect(after.usual).toBe(before.usual);
  });
});
