import { describe, expect, it } from '@jest/globals';
import { actsOf, countdownOf, stateAfter, tabOf } from '../../../../dashboard/src/screens/field/tasks.options.js';
import { shownDistance } from '../../../../dashboard/src/maps/distance.rules.js';

const at = (time: string) => Date.parse(`2025-11-22T${time}Z`);
const card = { occurredAt: '2025-11-22T00:48:00Z', dueAt: '2025-11-23T00:48:00Z', stepDueAt: null, pausedAt: null };

describe('a task on the phone', () => {
  it('counts its 24 hours down from the alarm', () => {
    const left = countdownOf(card, at('01:41:29'));
    expect(left).toMatchObject({ text: '23:06:31', isOver: false, hours: 24 });
    expect(left?.gone).toBeCloseTo(0.037, 3);
  });

  it('says by how much it is over', () => {
    expect(countdownOf(card, Date.parse('2025-11-23T00:50:18Z'))).toMatchObject({
      text: '+02:18',
      isOver: true,
      gone: 1,
    });
  });

  it('has no countdown while its clock stands', () => {
    expect(countdownOf({ ...card, pausedAt: '2025-11-22T02:00:00Z' }, at('03:00:00'))).toBeNull();
  });

  it('offers what comes next, with what waits on the phone taken as done', () => {
    expect(actsOf(stateAfter('assigned', []), [])).toEqual(['accept', 'return']);
    expect(actsOf(stateAfter('assigned', ['accept']), ['accept'])).toEqual(['arrive', 'en-route', 'return']);
    expect(actsOf(stateAfter('assigned', ['accept', 'arrive', 'photo']), ['accept', 'arrive', 'photo'])).toEqual([
      'handle',
      'handling',
    ]);
    expect(actsOf(stateAfter('arrived', ['comment', 'handle']), ['comment', 'handle'])).toEqual([]);
  });

  it('is a check for a street order and an order otherwise', () => {
    expect(['street-order', 'city-management', 'emergency'].map((procedure) => tabOf({ procedure }))).toEqual([
      'checks',
      'orders',
      'orders',
    ]);
  });

  it('says how far it is', () => {
    // A degree of latitude is 111.2 km.
    const north = (degrees: number) => shownDistance([120, 38], [120, 38 + degrees]);
    expect([north(0.00214), north(0.01)]).toEqual(['240 m', '1.1 km']);
  });
});
