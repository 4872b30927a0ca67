import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlertState } from '../../../protocol/alert.js';
import { ALERT_MOVES, AlertAct, type AlertGate } from '../../../protocol/alert-command.js';
import { ACT_NEEDS, actsOf, refusalOf, type Standing } from '../../../server/domain/alerts/alert.state.rules.js';

const gates = (passed: boolean): AlertGate[] => [{ id: 'sentences', passed, count: passed ? 0 : 1 }];
const PEOPLE = ['operator', 'second', 'leader', 'deputy'];

describe('the way of an alert', () => {
  it('reaches every state from the draft, and ends only in corrected and withdrawn', () => {
    const reached = new Set<AlertState>(['draft', 'corrected']);
    for (const state of reached) for (const next of Object.values(ALERT_MOVES[state])) reached.add(next);
    expect([...reached].sort()).toEqual([...AlertState.options].sort());
    const ends = AlertState.options.filter((state) => Object.keys(ALERT_MOVES[state]).length === 0);
    expect(ends).toEqual(['corrected', 'withdrawn']);
  });

  it('whatever is tried in whatever order: nothing is published that its author approved, that was not ready, or without approval', () => {
    const step = fc.record({
      act: fc.constantFrom(...AlertAct.options),
      who: fc.constantFrom(...PEOPLE),
      ready: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let standing: Standing & { approvedBy: string | null } = {
          ...{ state: 'draft', version: 1, authors: ['operator'], gates: gates(true), approvedBy: null },
        };
        for (const { act, who, ready } of steps) {
          const now = { ...standing, gates: gates(ready) };
          const why = refusalOf(act, now, who);
          const next = ALERT_MOVES[now.state][act];
          if (why !== null) continue;
          expect(next).toBeDefined();
          if (act === 'publish') {
            expect(now.state).toBe('approved');
            expect(now.approvedBy).not.toBeNull();
            expect(now.authors).not.toContain(now.approvedBy);
            expect(now.authors).not.toContain(who);
            expect(ready).toBe(true);
          }
          if (['withdrawn', 'corrected'].includes(now.state)) throw new Error(`${act} followed an end`);
          const writes = ['compile', 'edit', 'submit', 'take-back', 'consult'].includes(act);
          standing = {
            ...{ state: next as AlertState, gates: now.gates, version: now.version + Number(act === 'correct') },
            authors: act === 'correct' ? [who] : writes ? [...new Set([...now.authors, who])] : now.authors,
            approvedBy: act === 'approve' ? who : next === 'approved' ? now.approvedBy : null,
          };
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('edits are possible only before it is handed to a leader', () => {
    const editable = AlertState.options.filter((state) => ALERT_MOVES[state].edit !== undefined);
    expect(editable).toEqual(['draft', 'consultation']);
  });

  it('says to each role what it may do and why not the rest', () => {
    const standing: Standing = { state: 'review', version: 1, authors: ['lin'], gates: gates(true) };
    const as = (who: string, ...held: string[]) => actsOf(standing, { who, may: (needed) => held.includes(needed) });
    expect(as('lin', 'alerts.edit')).toEqual({ can: ['take-back'], refused: {} });
    expect(as('lin', 'alerts.approve')).toEqual({ can: ['return'], refused: { approve: 'alert/own-work' } });
    expect(as('shen', 'alerts.approve').can.sort()).toEqual(['approve', 'return']);
    expect(as('chen', 'alerts.comment')).toEqual({ can: [], refused: {} });
    expect(Object.keys(ACT_NEEDS).sort()).toEqual([...AlertAct.options].sort());
  });
});
