import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InstructionAct, InstructionKind, InstructionState } from '../../../protocol/instruction.js';
import { fill } from '../../../server/identity/permission.rules.js';
import { NEXT } from '../../../server/domain/instructions/instruction.data.js';
import { actsOf, dueDay, isAwaited, isOverdue, next } from '../../../server/domain/instructions/instruction.rules.js';
import { kindOfDay } from '../../../server/city/calendar.rules.js';
import type { Principal } from '../../../server/platform/principal.js';

const kinds = fc.constantFrom(...InstructionKind.options);
const acts = fc.array(fc.constantFrom(...InstructionAct.options), { maxLength: 30 });
const person = (role: Principal['role'], permissions: Parameters<typeof fill>[0]): Principal => ({
  ...{ account: 'a', username: 'chen', name: '陈', role, districts: [], unit: null, permissions: fill(permissions) },
});
const leader = person('leader', { 'instructions.write': 'city' });
const duty = person('duty', { 'instructions.answer': 'own' });

/** Walks from `open`; what a state does not take changes nothing. */
const walk = (kind: InstructionKind, steps: readonly InstructionAct[]) =>
  steps.reduce<InstructionState[]>(
    (path, act) => [...path, next(kind, path.at(-1) as InstructionState, act) ?? (path.at(-1) as InstructionState)],
    ['open'],
  );

describe('the ways of an instruction', () => {
  it.each(InstructionKind.options)('%s reaches every state, and from every state its end', (kind) => {
    const reach = (from: InstructionState, seen = new Set([from])): Set<InstructionState> => {
      for (const to of Object.values(NEXT[kind][from])) if (!seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    expect([...reach('open')].sort()).toEqual([...InstructionState.options].sort());
    for (const state of InstructionState.options) expect(reach(state).has('closed')).toBe(true);
  });

  it('whatever is done to it, the end stays the end, and only an answer makes it answered', () => {
    fc.assert(
      fc.property(kinds, acts, (kind, steps) => {
        const path = walk(kind, steps);
        const end = path.indexOf('closed');
        if (end >= 0) expect(new Set(path.slice(end))).toEqual(new Set(['closed']));
        path.forEach((state, i) => {
          if (state === 'answered' && path[i - 1] !== 'answered') expect(steps[i - 1]).toBe('answer');
        });
      }),
    );
  });

  it('nobody is urged for an instruction that has no answer, and a KPI is assessed only after it was answered or urged', () => {
    fc.assert(
      fc.property(acts, (steps) => {
        const path = walk('instruction', steps);
        const back = path.indexOf('returned');
        if (back >= 0) expect(path.slice(0, back)).toContain('answered');
        const loop = walk('kpi', steps);
        const end = loop.indexOf('closed');
        if (end >= 0) expect(loop.slice(0, end).some((s) => s === 'answered' || s === 'returned')).toBe(true);
      }),
    );
  });
});

describe('who may do what', () => {
  const card = (state: InstructionState, ref = 'duty') => ({
    kind: 'instruction' as const,
    state,
    owner: { kind: 'role' as const, ref },
  });

  it('who is asked answers, who may write sends back and closes, nobody both', () => {
    expect(actsOf(card('answered'), leader)).toEqual(['return', 'close']);
    expect(actsOf(card('answered'), duty)).toEqual(['answer']);
    expect(actsOf(card('open', 'operator'), duty)).toEqual([]);
    expect(actsOf({ ...card('open'), owner: { kind: 'account', ref: 'chen' } }, duty)).toEqual(['answer']);
    expect(actsOf(card('closed'), leader)).toEqual([]);
  });

  it('only what waits for its owner can be overdue', () => {
    const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(...InstructionState.options), at, at, (state, dueMs, nowMs) => {
        const late = isOverdue({ state, dueAt: new Date(dueMs).toISOString() }, nowMs);
        expect(late).toBe(isAwaited(state) && dueMs <= nowMs);
      }),
    );
  });
});

describe('the day of an answer', () => {
  const isWorkday = (day: string) => kindOfDay(day, new Map([['2026-10-01', { kind: 'rest' }]])) === 'workday';

  it('is the third workday after, over weekends and holidays', () => {
    expect(dueDay('2026-11-23', isWorkday)).toBe('2026-11-26'); // Monday to Thursday
    expect(dueDay('2026-11-26', isWorkday)).toBe('2026-12-01'); // Thursday over the weekend to Tuesday
    expect(dueDay('2026-09-29', isWorkday)).toBe('2026-10-05'); // over the holiday of 1 October and a weekend
  });
});
