import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnitStatus } from '../../../protocol/unit.js';
import { decideAssign, type Standing } from '../../../server/domain/dispatch/assign.rules.js';
import {
  noticeTimes,
  OPEN,
  stopOf,
  WAYS,
  type AssignmentCommand,
} from '../../../server/domain/dispatch/assignment.rules.js';

const standings: fc.Arbitrary<Standing> = fc.record({
  unit: fc.constantFrom('A', 'B', 'C', 'D'),
  status: fc.constantFrom(...UnitStatus.options),
  load: fc.nat(4),
  capacity: fc.integer({ min: 1, max: 4 }),
  onShift: fc.boolean(),
  drill: fc.boolean(),
  onIt: fc.boolean(),
});
const cases = fc.record({
  units: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'nobody'), { minLength: 1 }),
  override: fc.boolean(),
  reason: fc.option(fc.constant('因为')),
  drill: fc.boolean(),
});
const world = fc.uniqueArray(standings, { selector: (s) => s.unit }).map((all) => new Map(all.map((s) => [s.unit, s])));

describe('deciding an assignment', () => {
  it('never gives without override what is full, off shift, resting or lost, and never a unit of the other world', () => {
    fc.assert(
      fc.property(cases, world, (asked, units) => {
        const given = decideAssign(asked, units);
        if (!Array.isArray(given)) return;
        expect(given.map((g) => g.unit)).toEqual(asked.units);
        for (const { unit, override } of given) {
          const s = units.get(unit) as Standing;
          expect(s.drill).toBe(asked.drill);
          expect(s.onIt).toBe(false);
          const isFree = s.load < s.capacity && s.onShift && s.status !== 'resting' && s.status !== 'lost';
          expect(override).toBe(!isFree);
          if (override) expect([asked.override, asked.reason]).toEqual([true, '因为']);
        }
      }),
    );
  });

  it('names every unit that stands in the way, by its place in the request', () => {
    const free = { status: 'standby', load: 0, capacity: 1, onShift: true, drill: false, onIt: false } as const;
    const units = new Map<string, Standing>([
      ['A', { ...free, unit: 'A', load: 1 }],
      ['B', { ...free, unit: 'B' }],
      ['C', { ...free, unit: 'C', onShift: false }],
    ]);
    const asked = { units: ['A', 'B', 'C'], override: false, reason: null, drill: false };
    expect(decideAssign(asked, units)).toMatchObject({
      status: 409,
      code: 'unit/not-free',
      errors: [
        { pointer: '/units/0', code: 'unit/full', detail: 'A holds 1 of 1 incidents' },
        { pointer: '/units/2', code: 'unit/off-shift' },
      ],
    });
  });
});

describe('an assignment', () => {
  const commands = Object.keys(WAYS) as AssignmentCommand[];
  const fresh = { ageMs: 0, undoMs: 8000 };

  it('that is over takes no command', () => {
    for (const state of ['handled', 'returned', 'withdrawn', 'undone'] as const)
      for (const command of commands) expect(stopOf(command, state, fresh)?.code).toBe('assignment/not-now');
  });

  it('can always be brought to an end', () => {
    for (const state of OPEN) {
      const ends = commands.filter((c) => stopOf(c, state, fresh) === null && !OPEN.includes(WAYS[c].to));
      expect([state, ends.length > 0]).toEqual([state, true]);
    }
  });

  it('is undone within its time, to the millisecond', () => {
    expect(stopOf('undo', 'assigned', { ageMs: 8000, undoMs: 8000 })).toBeNull();
    expect(stopOf('undo', 'assigned', { ageMs: 8001, undoMs: 8000 })?.code).toBe('assignment/undo-too-late');
  });

  it('sends its notice after the undo is over, that of priority 1 at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(60_000), (priority, undoMs) => {
        return noticeTimes(priority, undoMs).noticeMs > undoMs && noticeTimes(1, undoMs).noticeMs === 0;
      }),
    );
  });
});
