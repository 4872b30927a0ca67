import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlarmState, isActive, isOnTab, type AlarmCard, type AlarmTab } from '../../../protocol/alarm.js';
import { AlarmRule } from '../../../protocol/alarm-rule.js';
import { begin, hide, repeat, tell, turn, type Changed } from '../../../server/domain/alarms/alarm.card.rules.js';
import { after, NEXT, type AlarmTurn } from '../../../server/domain/alarms/alarm.state.rules.js';

const RULE = AlarmRule.parse({
  ...{ id: 'r', condition: 'high', level: 'h', metric: 'm', nameZh: 'r', nameEn: 'r', cause: 'c', causeZh: 'c' },
  ...{ causeEn: 'c', actionZh: 'a', actionEn: 'a', limit: 10, deadBand: 1, priority: 2, source: 'test' },
});
const SUBJECT = {
  subject: 's',
  sensor: 's',
  source: 'f',
  district: '-',
  lon: null,
  lat: null,
  unit: 'm',
  isDrill: false,
};
const iso = (s: number) => new Date(1_700_000_000_000 + s * 1000).toISOString();

const act = fc.constantFrom('raise', 'clear', 'acknowledge', 'shelve', 'suppress', 'reveal', 'tell');
type Act = 'raise' | 'clear' | 'acknowledge' | 'shelve' | 'suppress' | 'reveal' | 'tell';

/** Lives an alarm's life: what its condition and people do to one condition, in order. */
function live(acts: readonly Act[]): { cards: AlarmCard[]; raises: number } {
  const cards: AlarmCard[] = [];
  let open: AlarmCard | null = null;
  let raises = 0;
  for (const [i, what] of acts.entries()) {
    const changed: Changed | null = doOne(open, what, i);
    if (!changed) continue;
    if (changed.activated) raises++;
    if (open === null) cards.push(changed.card);
    else cards[cards.length - 1] = changed.card;
    open = changed.card.closedAt === null ? changed.card : null;
  }
  return { cards, raises };
}

function doOne(open: AlarmCard | null, what: Act, i: number): Changed | null {
  const told = { atIso: iso(i), value: 10 + i };
  if (open === null)
    return what === 'raise'
      ? begin({ id: `a${i}`, subject: SUBJECT, rule: RULE, hidden: null, recent: 0 }, told)
      : null;
  if (what === 'raise') return isActive(open.state) ? null : repeat(open, told, { rule: RULE, recent: 0 });
  if (what === 'tell') return tell(open, RULE, told);
  if (what === 'shelve' || what === 'suppress') {
    const hidden = what === 'shelve' ? 'shelved' : 'suppressed';
    return hide(open, { hidden, hiddenAt: iso(i), hiddenUntil: iso(i + 60), hiddenBy: null, hiddenReason: null });
  }
  return what === 'reveal' && open.hidden === null ? null : turn(open, what, { iso: iso(i), who: 'x' });
}

describe('an alarm', () => {
  it('has a way from normal to every state and back', () => {
    const seen = new Set<AlarmState>(['normal']);
    for (const state of seen) for (const next of Object.values(NEXT[state])) seen.add(next);
    expect([...seen].sort()).toEqual([...AlarmState.options].sort());
    for (const state of AlarmState.options)
      expect((['clear', 'acknowledge', 'raise'] as AlarmTurn[]).some((t) => after(state, t) !== null)).toBe(true);
  });

  it('is open once at a time, and its counts add up to how often the condition came', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { cards, raises } = live(acts);
        expect(cards.filter((card) => card.closedAt === null).length).toBeLessThanOrEqual(1);
        expect(cards.reduce((sum, card) => sum + card.count, 0)).toBe(raises);
      }),
    );
  });

  it('closes only when it is normal and shown, and stands on exactly one tab until then', () => {
    const partition: AlarmTab[] = ['unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'disabled'];
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        for (const card of live(acts).cards) {
          expect(card.closedAt !== null).toBe(card.state === 'normal' && card.hidden === null);
          const tabs = partition.filter((tab) => isOnTab(card, tab, Date.parse(iso(99))));
          expect(tabs).toHaveLength(card.closedAt === null ? 1 : 0);
        }
      }),
    );
  });

  it('shown again stands unacknowledged when its condition holds, and is over when it does not', () => {
    const first = begin(
      { id: 'a', subject: SUBJECT, rule: RULE, hidden: null, recent: 0 },
      { atIso: iso(0), value: 12 },
    ).card;
    const shelve = (card: AlarmCard) =>
      hide(card, { hidden: 'shelved', hiddenAt: iso(1), hiddenUntil: iso(61), hiddenBy: 'x', hiddenReason: 'other' })
        .card;
    const acked = turn(first, 'acknowledge', { iso: iso(1), who: 'x' })?.card as AlarmCard;
    expect(turn(shelve(acked), 'reveal', { iso: iso(61) })?.card).toMatchObject({
      state: 'unacknowledged',
      hidden: null,
    });
    const gone = turn(shelve(first), 'clear', { iso: iso(9) })?.card as AlarmCard;
    expect(gone).toMatchObject({ state: 'returned', hidden: 'shelved', closedAt: null });
    expect(turn(gone, 'reveal', { iso: iso(61) })?.card).toMatchObject({ state: 'normal', closedAt: iso(61) });
  });

  it('chatters from its third time in ten minutes', () => {
    const first = begin(
      { id: 'a', subject: SUBJECT, rule: RULE, hidden: null, recent: 2 },
      { atIso: iso(0), value: 12 },
    );
    expect(first.card.chatteringUntil).toBe(iso(600));
    expect(
      begin({ id: 'a', subject: SUBJECT, rule: RULE, hidden: null, recent: 1 }, { atIso: iso(0), value: 12 }).card
        .chatteringUntil,
    ).toBeNull();
  });
});
