import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncidentFile } from '../../../protocol/incident.js';
import { MoveCommand } from '../../../protocol/procedure.js';
import { chooseAct } from '../../../simulator/crew/choose.js';
import { chanceOf, nextStepAt } from '../../../simulator/crew/pace.js';
import { Travels } from '../../../simulator/crew/travel.js';
import { randomOf } from '../../../simulator/random.js';

const PACE = { seed: 7, zone: 'Asia/Shanghai' };
const entered = '2026-11-22T01:00:00.000Z';
const card = (id: string, lane: IncidentFile['lane'], state = 'reported') => ({
  ...{ id, lane, state, enteredAt: entered },
  priority: 3 as const,
});

describe('the pace of the crew', () => {
  it('is the same whenever it is asked for, and never before the state was entered', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('review', 'dispatch', 'enroute', 'onsite', 'check'), (id, lane) => {
        const at = nextStepAt(PACE, card(id, lane)) as number;
        expect(at).toBeGreaterThan(Date.parse(entered));
        expect(nextStepAt(PACE, card(id, lane as IncidentFile['lane']))).toBe(at);
      }),
    );
  });

  it('leaves what is hung or closed alone', () => {
    expect(nextStepAt(PACE, card('a', 'hung'))).toBeNull();
    expect(nextStepAt(PACE, card('a', null))).toBeNull();
  });

  it('is late now and then: a twentieth takes more than four times the median', () => {
    const minutes = Array.from({ length: 2000 }, (_, i) => {
      const at = nextStepAt(PACE, card(`i-${i}`, 'onsite', 'handling')) as number;
      return (at - Date.parse(entered)) / 60_000;
    }).sort((a, b) => a - b);
    const median = minutes[1000] as number;
    const late = minutes.filter((m) => m > median * 4).length / minutes.length;
    expect(median).toBeGreaterThan(9);
    expect(median).toBeLessThan(13);
    expect(late).toBeGreaterThan(0.02);
    expect(late).toBeLessThan(0.08);
  });
});

describe('what the crew does next', () => {
  const all = MoveCommand.options;
  const act = (file: Partial<IncidentFile>, given: { id: string; state: 'assigned' | 'accepted' | 'arrived' }[] = []) =>
    chooseAct({ lane: 'review', state: 'x', can: [], priority: 3, ...file }, given, randomOf(1, 'choose'));

  it('never makes a move that it may not make', () => {
    const lanes = fc.constantFrom('review', 'dispatch', 'enroute', 'onsite', 'check', 'hung', null);
    fc.assert(
      fc.property(lanes, fc.subarray([...all]), fc.integer(), (lane, can, seed) => {
        const chosen = chooseAct({ lane: lane, state: 'x', can, priority: 3 }, [], randomOf(seed, 'any'));
        if (chosen?.do === 'move') expect(can).toContain(chosen.command);
        if (chosen?.do === 'assign') expect(can).toContain('dispatch');
      }),
    );
  });

  it('says why it sends something back', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('review', 'check'), (seed, lane) => {
        const can = ['reject', 'verify', 'rework', 'check'] as const;
        const chosen = chooseAct({ lane, state: 'x', can: [...can], priority: 3 }, [], randomOf(seed, 'back'));
        if (chosen?.do === 'move' && ['reject', 'rework'].includes(chosen.command)) expect(chosen.reason).toBeTruthy();
      }),
    );
  });

  it('hangs now and then what can wait, with a reason and for hours, and never what is urgent', () => {
    const chosen = (priority: 1 | 3) =>
      Array.from({ length: 1000 }, (_, seed) =>
        chooseAct({ lane: 'dispatch', state: 'x', can: ['hang', 'dispatch'], priority }, [], randomOf(seed, 'hang')),
      ).filter((one) => one?.do === 'move');
    const hung = chosen(3);
    expect(hung.length).toBeGreaterThan(3);
    expect(hung.length).toBeLessThan(25);
    for (const one of hung) {
      expect(one).toMatchObject({ command: 'hang', reason: expect.any(String) });
      expect(one).toHaveProperty('untilHours');
    }
    expect(chosen(1)).toEqual([]);
  });

  it('lets units accept before they arrive, and photographs before it reports', () => {
    expect(act({ lane: 'enroute' }, [{ id: 'a', state: 'assigned' }])).toMatchObject({ do: 'answer', assignment: 'a' });
    expect(act({ lane: 'enroute' }, [{ id: 'a', state: 'accepted' }])).toEqual({
      ...{ do: 'answer', assignment: 'a', command: 'arrive', photo: 'before' },
    });
    const hurried = { lane: 'enroute' as const, state: 'x', can: [], hurried: true, priority: 3 as const };
    expect(chooseAct(hurried, [{ id: 'a', state: 'accepted' }], randomOf(1, 'choose'))).toEqual({
      ...{ do: 'answer', assignment: 'a', command: 'arrive' },
    });
    expect(act({ lane: 'onsite', can: ['feedback'] })).toEqual({ do: 'move', command: 'feedback', photo: 'after' });
    expect(act({ lane: 'onsite' }, [{ id: 'a', state: 'arrived' }])).toMatchObject({
      command: 'handle',
      photo: 'after',
    });
  });
});

describe('ways of units', () => {
  it('end where they lead to, and are then over', () => {
    const travels = new Travels();
    travels.begin('U1', { from: [0, 0], to: [1, 2], startMs: 0, endMs: 100 });
    expect(travels.at(50)).toEqual([{ unit: 'U1', at: [0.5, 1] }]);
    expect(travels.at(150)).toEqual([{ unit: 'U1', at: [1, 2] }]);
    expect(travels.at(200)).toEqual([]);
  });
});

it('chance differs between states of one incident', () => {
  const a = chanceOf(7, card('a', 'review', 'reported')).next();
  expect(chanceOf(7, card('a', 'review', 'accepted')).next()).not.toBe(a);
});
