import { describe, expect, it } from '@jest/globals';
import { actsOf, asideOf, isPlain, isSaid, needsOf } from '../../../../dashboard/src/screens/desk/acts.rules.js';
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

  it('beside the moves never take a key of a move', () => {
    const keys = new Set(
      BUILT_IN_PROCEDURES.flatMap((procedure) => {
        const can = [...new Set(procedure.transitions.map((way) => way.command))];
        return actsOf(can, () => []).map((act) => act.key);
      }),
    );
    const aside = asideOf(['grade', 'supervise', 'remind', 'extend', 'decide', 'withdraw', 'comment']);
    expect(aside.map((act) => act.id)).toEqual(['supervise', 'remind', 'extend', 'decide']);
    expect(aside.filter((act) => keys.has(act.key))).toEqual([]);
  });

  it('are ready when what they need was said; refusing more time needs a reason, granting it none', () => {
    const none = { reason: false, until: false, outcomes: [] };
    expect(isSaid({ ...none, verdict: true }, { approved: true })).toBe(true);
    expect(isSaid({ ...none, verdict: true }, { approved: false })).toBe(false);
    expect(isSaid({ ...none, verdict: true }, { approved: false, reason: '不合理' })).toBe(true);
    expect(isSaid({ ...none, reason: true, minutes: true }, { reason: '等材料' })).toBe(false);
    expect(isSaid({ ...none, outcomes: ['solved'] }, {})).toBe(false);
  });
});
