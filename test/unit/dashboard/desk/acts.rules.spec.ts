import { describe, expect, it } from '@jest/globals';
import { actsOf, isPlain, needsOf } from '../../../../dashboard/src/screens/desk/acts.rules.js';
import { BUILT_IN_PROCEDURES } from '../../../../server/domain/incidents/procedures.data.js';

describe('the acts of the desk', () => {
  it('give every state of every procedure one main act at most and no key twice', () => {
    for (const procedure of BUILT_IN_PROCEDURES) {
      for (const { id } of procedure.states) {
        const ways = procedure.transitions.filter((way) => way.from.includes(id));
        const can = [...new Set(ways.map((way) => way.command))];
        const acts = actsOf(can, (command) => ways.filter((way) => way.command === command));
        const keys = acts.flatMap((act) => (act.key === null ? [] : [act.key]));
        expect(new Set(keys).size).toBe(keys.length);
        expect(acts.filter((act) => act.main).length).toBeLessThanOrEqual(1);
        expect(acts.map((act) => act.id)).not.toContain('permit');
      }
    }
  });

  it('ask for what the ways of a command guard', () => {
    const close = BUILT_IN_PROCEDURES.flatMap((p) => p.transitions).filter(
      (way) => way.command === 'close' && way.outcomes.length > 0,
    );
    expect(needsOf(close).outcomes).toEqual(['exempt', 'note', 'solved', 'penalty']);
    expect(isPlain(needsOf([{ guards: ['reviewed'], outcomes: [] }]))).toBe(true);
    expect(isPlain(needsOf([{ guards: ['reason'], outcomes: [] }]))).toBe(false);
  });
});
