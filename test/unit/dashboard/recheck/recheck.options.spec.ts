import { describe, expect, it } from '@jest/globals';
import type { Attachment, PhotoKind } from '../../../../protocol/incident.js';
import { inPlace, sidesOf, verdictsOf } from '../../../../dashboard/src/screens/recheck/recheck.options.js';
import { BUILT_IN_PROCEDURES } from '../../../../server/domain/incidents/procedures.data.js';

const waysFrom = (procedure: string, state: string) =>
  BUILT_IN_PROCEDURES.find((p) => p.id === procedure)?.transitions.filter((way) => way.from.includes(state)) ?? [];
const photo = (file: string, kind: PhotoKind, at: string): Attachment => ({ file, kind, at, by: '林晓' });

describe('re-inspection', () => {
  it('offers the endings of a street order first, then doing it again and the penalty, which need a reason', () => {
    const verdicts = verdictsOf(['rework', 'close', 'penalise', 'return'], waysFrom('street-order', 'rectified'));
    expect(verdicts.map((v) => [v.command, v.outcome, v.isGood, v.needsReason])).toEqual([
      ['close', 'exempt', true, false],
      ['close', 'note', true, false],
      ['close', 'solved', true, false],
      ['rework', null, false, true],
      ['penalise', null, false, true],
    ]);
  });

  it('offers the check before the end in city management, and nothing that the asker may not do', () => {
    expect(verdictsOf(['check', 'rework'], waysFrom('city-management', 'fed_back')).map((v) => v.command)).toEqual([
      'check',
      'rework',
    ]);
    expect(verdictsOf([], waysFrom('city-management', 'fed_back'))).toEqual([]);
  });

  it('compares the newest photo of each side; a source’s own picture stands in for a missing one from before', () => {
    const all = [
      photo('a', 'before', '1'),
      photo('b', 'before', '2'),
      photo('c', 'near', '3'),
      photo('d', 'after', '4'),
      photo('e', 'document', '5'),
    ];
    const { before, after } = sidesOf(all);
    expect([before.map((p) => p.file), after.map((p) => p.file)]).toEqual([['b', 'a', 'c'], ['d']]);
  });

  it('keeps rows where they are and puts new ones below', () => {
    const of = (...ids: string[]) => ids.map((id) => ({ id }));
    expect(inPlace(of('a', 'b', 'c'), of('d', 'c', 'a'))).toEqual(of('a', 'c', 'd'));
  });
});
