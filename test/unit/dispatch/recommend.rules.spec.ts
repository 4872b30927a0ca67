import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Skill, UnitStatus } from '../../../protocol/unit.js';
import { NEEDS } from '../../../server/domain/dispatch/needs.data.js';
import { fill, needsOf, type Filler, type Wanted } from '../../../server/domain/dispatch/needs.rules.js';
import {
  etaMinutes,
  isAble,
  metresBetween,
  recommend,
  type Candidate,
  type HelpCase,
} from '../../../server/domain/dispatch/recommend.rules.js';
import { unitOf } from '../../support/units.js';

const candidate = (id: string, more: Partial<Candidate> = {}, unit: Parameters<typeof unitOf>[1] = {}): Candidate => {
  const { phone: _phone, ...row } = unitOf(id, unit);
  return {
    unit: { ...row, hasPhone: false },
    ...{ status: 'standby', load: 0, onShift: true, position: null, positionMs: null },
    ...more,
  };
};
const help = (more: Partial<HelpCase> = {}): HelpCase => ({
  ...{ at: [120.05, 38.75], district: '990101', field: null, routed: null, committed: [], drill: false, nowMs: 1e12 },
  needs: [],
  ...more,
});
const order = (asked: HelpCase, all: Candidate[]) => recommend(asked, all).units.map((u) => u.unit);

describe('needs', () => {
  const of = (type: string, priority: number, level: number | null = null) =>
    needsOf({ type, priority, level, field: null }, NEEDS).map((n) => `${n.skill} ${n.wanted}`);

  it('grow with urgency and with the event level', () => {
    expect(of('acc.fire.outdoor', 2)).toEqual(['fire 1']);
    expect(of('acc.fire.building', 1)).toEqual(['fire 2', 'police 1', 'medical 1']);
    expect(of('acc.fire.highrise', 1)).toEqual(['fire 3', 'police 1', 'medical 1']);
    expect(of('acc.fire.building', 1, 3)).toEqual(['fire 4', 'police 1', 'medical 2']);
    expect(of('acc.fire.building', 1, 4)).toEqual(['fire 2', 'police 1', 'medical 1']);
  });

  it('of what only belongs to a field are its team; of what belongs nowhere there are none', () => {
    const asked = { type: 'street.hawker', priority: 4, level: null };
    expect(needsOf({ ...asked, field: 'street-order' }, NEEDS)).toEqual([{ skill: 'enforcement', wanted: 1 }]);
    expect(needsOf({ ...asked, field: null }, NEEDS)).toEqual([]);
  });
});

const skills = fc.constantFrom<Skill>('fire', 'rescue', 'hazmat', 'police');
const wanted: fc.Arbitrary<Wanted[]> = fc.uniqueArray(
  fc.record({ skill: skills, wanted: fc.integer({ min: 1, max: 2 }) }),
  { selector: (w) => w.skill, minLength: 1, maxLength: 3 },
);
const fillers: fc.Arbitrary<Filler[]> = fc
  .array(fc.record({ skills: fc.uniqueArray(skills, { minLength: 1 }), committed: fc.boolean() }), { maxLength: 6 })
  .map((all) => all.map((f, i) => ({ ...f, unit: `U${i}` })));

/** Most slots that can be filled, by trying every choice. */
function best(slots: readonly Skill[], left: readonly Filler[]): number {
  const [first, ...rest] = left;
  if (!first) return 0;
  const without = best(slots, rest);
  const withIt = slots.flatMap((skill, i) =>
    first.skills.includes(skill)
      ? [
          1 +
            best(
              slots.filter((_, j) => j !== i),
              rest,
            ),
        ]
      : [],
  );
  return Math.max(without, ...withIt);
}

describe('filling needs', () => {
  it('fills as many as can be filled at all, each unit once and with a skill it has', () => {
    fc.assert(
      fc.property(wanted, fillers, (needs, units) => {
        const filled = fill(needs, units);
        const slots = needs.flatMap((n) => Array.from({ length: n.wanted }, () => n.skill));
        expect(filled.by.size).toBe(best(slots, units));
        for (const [unit, skill] of filled.by) expect(units.find((u) => u.unit === unit)?.skills).toContain(skill);
        for (const n of filled.needs) expect(n.committed + n.offered + n.missing).toBe(n.wanted);
        expect(filled.needs.reduce((sum, n) => sum + n.missing, 0)).toBe(slots.length - filled.by.size);
      }),
    );
  });

  it('moves a unit of two skills when that lets another one in', () => {
    const needs: Wanted[] = [
      { skill: 'fire', wanted: 1 },
      { skill: 'hazmat', wanted: 1 },
    ];
    const { by } = fill(needs, [
      { unit: 'both', skills: ['fire', 'hazmat'], committed: false },
      { unit: 'fire only', skills: ['fire'], committed: false },
    ]);
    expect(Object.fromEntries(by)).toEqual({ both: 'hazmat', 'fire only': 'fire' });
  });
});

describe('the recommendation', () => {
  it('puts the one team first when it can go, and says why each stands there', () => {
    const near = candidate('near', {}, { base: [120.051, 38.75] });
    const team = candidate('team', { load: 1 }, { base: [120.09, 38.75] });
    const asked = help({ field: 'parking', routed: 'team', needs: [{ skill: 'enforcement', wanted: 1 }] });
    const { units } = recommend(asked, [near, team]);
    expect(units.map((u) => [u.unit, u.fills])).toEqual([
      ['team', 'enforcement'],
      ['near', null],
    ]);
    expect(units[0]?.reasons).toEqual([
      { code: 'one-team', value: null, of: null },
      { code: 'skill', value: 0, of: null },
      { code: 'field', value: null, of: null },
      { code: 'eta', value: units[0]?.etaMinutes, of: 20 },
      { code: 'at-base', value: null, of: null },
      { code: 'load', value: 1, of: 2 },
      { code: 'on-shift', value: null, of: null },
      { code: 'own-district', value: null, of: null },
    ]);
    expect(order(asked, [near, { ...team, onShift: false }])).toEqual(['near', 'team']);
  });

  it('goes by the position told last, and says how old it is', () => {
    const asked = help({ needs: [{ skill: 'enforcement', wanted: 1 }] });
    const moved = candidate(
      'moved',
      { position: [120.05, 38.75], positionMs: 1e12 - 90_000 },
      { base: [120.2, 38.75] },
    );
    const [first] = recommend(asked, [candidate('base', {}, { base: [120.06, 38.75] }), moved]).units;
    expect(first).toMatchObject({ unit: 'moved', distanceM: 0, etaMinutes: 1 });
    expect(first?.reasons).toContainEqual({ code: 'position-age', value: 90, of: null });
  });

  it('tells what is missing, and counts who is on it already', () => {
    const asked = help({
      needs: [
        { skill: 'fire', wanted: 3 },
        { skill: 'medical', wanted: 1 },
      ],
      committed: ['F1'],
    });
    const all = ['F1', 'F2', 'F3'].map((id) => candidate(id, { load: id === 'F3' ? 2 : 0 }, { skills: ['fire'] }));
    const { units, needs } = recommend(asked, all);
    expect(needs).toEqual([
      { skill: 'fire', wanted: 3, committed: 1, offered: 1, missing: 1 },
      { skill: 'medical', wanted: 1, committed: 0, offered: 0, missing: 1 },
    ]);
    expect(units.map((u) => [u.unit, u.able])).toEqual([
      ['F2', true],
      ['F3', false],
    ]);
  });

  it('lists whoever is nearest where the city has no rule for the type, and says so', () => {
    const far = candidate('far', {}, { type: 'fire', base: [120.06, 38.75] });
    // Nearer, though slower: nothing but the distance speaks for either.
    const near = candidate('near', {}, { type: 'sanitation', base: [120.052, 38.75] });
    const away = candidate('away', { onShift: false }, { base: [120.05, 38.75] });
    const { units } = recommend(help(), [away, far, near]);
    expect(units.map((u) => [u.unit, u.able, u.reasons[0]?.code])).toEqual([
      ['near', true, 'no-rule'],
      ['far', true, 'no-rule'],
      ['away', false, 'no-rule'],
    ]);
  });

  it('lists whoever is nearest where nobody has the skill, proposes none of them, and tells what is missing', () => {
    const asked = help({ needs: [{ skill: 'medical', wanted: 2 }] });
    const { units, needs } = recommend(asked, [candidate('a'), candidate('b', {}, { base: null })]);
    expect(units.map((u) => [u.unit, u.fills, u.reasons[0]?.code])).toEqual([
      ['a', null, 'nobody-fits'],
      ['b', null, 'nobody-fits'],
    ]);
    expect(needs).toEqual([{ skill: 'medical', wanted: 2, committed: 0, offered: 0, missing: 2 }]);
    const medic = candidate('medic', { onShift: false }, { skills: ['medical'] });
    expect(order(asked, [candidate('a'), medic])).toEqual(['medic']);
  });

  it('never proposes for a need what could not be assigned, nor units of the other world', () => {
    const any = fc.record({
      status: fc.constantFrom(...UnitStatus.options),
      load: fc.nat(3),
      onShift: fc.boolean(),
      drill: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.boolean(), (all, drill) => {
        const units = all.map(({ drill: d, ...now }, i) => candidate(`U${i}`, now, { drill: d }));
        const asked = help({ drill, needs: [{ skill: 'enforcement', wanted: 35 }] });
        const ranked = recommend(asked, units).units;
        for (const { unit, able, fills } of ranked) {
          const c = units.find((u) => u.unit.id === unit) as Candidate;
          expect(c.unit.drill).toBe(drill);
          expect(able).toBe(isAble(c));
          if (fills !== null) expect(able).toBe(true);
        }
        const ables = ranked.map((u) => u.able);
        expect(ables).toEqual([...ables].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

it('distance and arrival are worked out as one would by hand', () => {
  // One degree of latitude is 111.195 km on a sphere of 6,371 km.
  expect(metresBetween([120, 38], [120, 39])).toBeCloseTo(111_195, -1);
  // 10 km by air, 13 by road, at 26 km/h: half an hour.
  expect(etaMinutes(10_000, 26)).toBe(30);
  expect(etaMinutes(0, 40)).toBe(1);
});
