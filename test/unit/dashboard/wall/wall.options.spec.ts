import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exceptions } from '../../../../dashboard/src/screens/wall/sentence.rules.js';
import { countTiles } from '../../../../dashboard/src/screens/wall/wall.options.js';
import type { WallIncident } from '../../../../protocol/live/situation.js';
import { LANES } from '../../../../protocol/procedure.js';
import { card } from '../../../support/incident-card.js';
import { incidents, situation } from '../../../support/situation.fixture.js';

const tilesOf = (of: Parameters<typeof incidents>[0]) => {
  const state = situation({ incidents: incidents(of) });
  return Object.fromEntries(countTiles(state, exceptions(state, [], 0)).map((tile) => [tile.id, tile]));
};
const given = (over: Parameters<typeof card>[0]): WallIncident => ({ ...card(over), unit: null });

describe('the four counts of the wall', () => {
  it('say 0 and no share while there are no incidents at all', () => {
    const tiles = Object.values(tilesOf({}));
    expect(tiles.map(({ value, tone, share }) => [value, tone, share.shown])).toEqual(
      Array.from({ length: 4 }, () => [0, 'plain', '—']),
    );
  });

  it('with what stands beside them name every open incident once, whatever the lanes hold', () => {
    const n = fc.nat({ max: 500 });
    fc.assert(
      fc.property(fc.record(Object.fromEntries(LANES.map((lane) => [lane, n]))), (lanes) => {
        const { dispatch, inHand } = tilesOf({ lanes });
        const shown = [...(dispatch?.parts ?? []), ...(inHand?.parts ?? [])].map((part) => part.n);
        const open = Object.values(lanes).reduce((sum, count) => sum + count, 0);
        expect((dispatch?.value ?? 0) + shown.reduce((sum, count) => sum + count, 0)).toBe(open);
        expect(inHand?.value).toBe((lanes['enroute'] ?? 0) + (lanes['onsite'] ?? 0) + (lanes['check'] ?? 0));
      }),
    );
  });

  it('are coloured by the exceptions of the sentence', () => {
    const tones = (of: Parameters<typeof incidents>[0]) => Object.values(tilesOf(of)).map((tile) => tile.tone);
    expect(tones({ lanes: { dispatch: 2, onsite: 1 }, overdue: 1 })).toEqual(['p1', 'p2', 'plain', 'plain']);
    expect(tones({ lanes: { review: 1, dispatch: 2 }, criticalWaiting: 1 })).toEqual(['plain', 'p1', 'plain', 'plain']);
  });

  it('tell of the shown incident that is longest over its limit, and of none within it', () => {
    const late = given({ id: 'late', limitAt: '2026-11-22T01:39:00.000Z' });
    const later = given({ id: 'later', limitAt: '2026-11-22T01:10:00.000Z' });
    const soon = given({ id: 'soon', priority: 1, limitAt: '2026-11-22T01:43:00.000Z' });
    expect(tilesOf({ overdue: 2, nearest: [soon, late, later] })['overdue']?.worst?.id).toBe('later');
    expect(tilesOf({ nearest: [soon] })['overdue']?.worst).toBeNull();
  });

  it('say which share of today kept its limit', () => {
    const tile = tilesOf({ closedToday: 40, limitedToday: 39, inTimeToday: 38 })['closedToday'];
    expect(tile).toMatchObject({ value: 40, share: { shown: '97.4%' } });
  });
});
