import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MoveCommand, Lane } from '../../../protocol/procedure.js';
import { OPEN, WAYS } from '../../../server/domain/dispatch/assignment.rules.js';
import { followedBy } from '../../../server/domain/dispatch/follow.rules.js';
import { sight } from '../../../server/domain/dispatch/position.rules.js';

describe('assignments that follow their incident', () => {
  it('are let go when it is closed, goes back to be dispatched, or is judged anew', () => {
    const open = ['accepted', 'assigned'] as const;
    expect(followedBy({ command: 'void', lane: null, open })).toBe('withdraw');
    expect(followedBy({ command: 'recall', lane: 'dispatch', open })).toBe('withdraw');
    expect(followedBy({ command: 'return', lane: 'dispatch', open })).toBe('return');
    expect(followedBy({ command: 'feedback', lane: 'check', open })).toBe('handle');
  });

  it('take a step only when a single unit can have made it', () => {
    expect(followedBy({ command: 'sign', lane: 'enroute', open: ['assigned'] })).toBe('accept');
    expect(followedBy({ command: 'sign', lane: 'enroute', open: ['assigned', 'assigned'] })).toBeNull();
    expect(followedBy({ command: 'sign', lane: 'enroute', open: ['accepted'] })).toBeNull();
    expect(followedBy({ command: 'dispatch', lane: 'enroute', open: ['assigned'] })).toBeNull();
  });

  it('never stay open on a closed incident, and never take a step they have taken', () => {
    const lanes = fc.option(fc.constantFrom(...Lane.options));
    const states = fc.array(fc.constantFrom(...OPEN), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...MoveCommand.options), lanes, states, (command, lane, open) => {
        const next = followedBy({ command, lane, open });
        if (lane === null) expect(next === null ? null : OPEN.includes(WAYS[next].to)).toBe(false);
        if (next === 'accept' || next === 'arrive') for (const state of open) expect(WAYS[next].from).toContain(state);
      }),
    );
  });
});

describe('positions', () => {
  const known = { positionMs: 100_000, told: [120, 38] as [number, number], toldMs: 100_000 };
  const nowMs = 200_000;

  it('older than the one known change nothing', () => {
    expect(sight(known, { lonLat: [121, 38], atMs: 100_000, nowMs })).toEqual({ kept: false });
  });

  it('are told when far or after a while, else only kept', () => {
    expect(sight(known, { lonLat: [120.0001, 38], atMs: 101_000, nowMs })).toEqual({
      kept: true,
      atMs: 101_000,
      told: false,
    });
    expect(sight(known, { lonLat: [120.001, 38], atMs: 101_000, nowMs })).toMatchObject({ told: true });
    expect(sight(known, { lonLat: [120, 38], atMs: 130_000, nowMs })).toMatchObject({ told: true });
  });

  it('from the future count as of now', () => {
    expect(sight(known, { lonLat: [120, 38], atMs: nowMs + 3_600_000, nowMs })).toMatchObject({ atMs: nowMs });
  });
});
