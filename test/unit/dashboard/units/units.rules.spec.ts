import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupUnits, GROUPS, shownUnits, stepFrom } from '../../../../dashboard/src/screens/units/units.rules.js';
import { postsOf } from '../../../../dashboard/src/screens/units/roster.rules.js';
import type { LiveUnit } from '../../../../protocol/live/units.js';
import type { PostNow } from '../../../../protocol/roster.js';
import { UnitStatus, UnitType } from '../../../../protocol/unit.js';

const unit = (id: string, more: Partial<LiveUnit> = {}): LiveUnit => ({
  ...{ id, nameZh: '文昌综合执法队', nameEn: 'Wenchang team', type: 'enforcement', skills: [], fields: [] },
  ...{ organisationZh: '执法局', organisationEn: 'Bureau', district: '990101', crew: 4, base: null, at: null },
  ...{ status: 'standby', statusAt: null, atTime: null, load: 0, on: [], capacity: 1, onShift: true },
  ...more,
});
const all = { organisation: '', type: '', status: '', district: '', onShift: false, q: '' };
const ids = (units: readonly LiveUnit[]) => units.map(({ id }) => id);

describe('the list of units', () => {
  const units = [
    unit('ZF-1'),
    unit('XF-1', { type: 'fire', nameZh: '桃溪消防救援站', status: 'on-scene', on: ['20261122-0007'] }),
    unit('XF-2', { type: 'fire', nameZh: '北溪消防救援站', onShift: false, district: '990102' }),
  ];

  it('is found by id, name, initials, organisation and what it is on', () => {
    const found = (q: string) => ids(shownUnits(units, { ...all, q }));
    expect([found('xf'), found('桃溪'), found('txxf'), found('BUREAU'), found('-0007'), found('no such')]).toEqual([
      ['XF-1', 'XF-2'],
      ['XF-1'],
      ['XF-1'],
      ['ZF-1', 'XF-1', 'XF-2'],
      ['XF-1'],
      [],
    ]);
  });

  it('is narrowed by all filters together', () => {
    expect(ids(shownUnits(units, { ...all, type: 'fire', onShift: true }))).toEqual(['XF-1']);
    expect(ids(shownUnits(units, { ...all, district: '990102', status: 'standby' }))).toEqual(['XF-2']);
  });

  it('is put into groups that hold every unit once', () => {
    const any = fc.record({
      status: fc.constantFrom(...UnitStatus.options),
      type: fc.constantFrom(...UnitType.options),
      district: fc.constantFrom('990101', '990102', '-'),
      organisationZh: fc.constantFrom('甲', '乙'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(...GROUPS), (list, by) => {
        const given = list.map((more, i) => unit(`U${i}`, more));
        const groups = groupUnits(given, by);
        expect(groups.flatMap((group) => ids(group.units)).sort()).toEqual(ids(given).sort());
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
      }),
    );
  });

  it('is walked through from row to row and stops at its ends', () => {
    const list = ['a', 'b'];
    expect([stepFrom(list, null, 1), stepFrom(list, 'a', 1), stepFrom(list, 'b', 1)]).toEqual(['a', 'b', 'b']);
    expect([stepFrom(list, null, -1), stepFrom(list, 'gone', 1), stepFrom([], null, 1)]).toEqual(['b', 'a', null]);
  });
});

it('the roster puts posts with a gap first, and tells what is over, what runs and what comes', () => {
  const post = (id: string, more: Partial<PostNow>): PostNow => ({
    ...{ id, nameZh: id, nameEn: id, district: '990101', unit: null, onDuty: [], gaps: [] },
    ...more,
  });
  const at = (hour: number) => `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const shift = (id: string, person: string, [from, to]: [number, number]) => ({
    ...{ id: person, origin: 'csv' as const, post: id, person, unit: null, from: at(from), to: at(to) },
  });
  const posts = [
    post('team', {}),
    post('centre', { district: '-' }),
    post('gap', { gaps: [{ from: at(1), to: at(2) }] }),
  ];
  const shifts = [shift('centre', '乙', [8, 16]), shift('centre', '甲', [0, 8]), shift('centre', '丙', [16, 23])];
  const shown = postsOf(posts, shifts, Date.parse(at(8)));
  expect(shown.map(({ post: { id } }) => id)).toEqual(['gap', 'centre', 'team']);
  expect(shown[1]?.turns.map(({ person, when }) => `${person} ${when}`)).toEqual(['甲 past', '乙 now', '丙 next']);
});
