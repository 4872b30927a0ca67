import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { HandoverState, type DutyShift } from '../../../protocol/handover.js';
import {
  actsOf,
  nextEnding,
  NEXT,
  runningShift,
  unnamed,
  windowAt,
} from '../../../server/domain/handover/handover.rules.js';

const ZONE = 'Asia/Shanghai';
const shift = (id: string, from: string, to: string): DutyShift => ({
  ...{ id, nameZh: id, nameEn: id, from, to, source: 'test' },
});
const DAY = shift('day', '08:00', '20:00');
const NIGHT = shift('night', '20:00', '08:00');
const at = (iso: string, zone = ZONE) => DateTime.fromISO(iso, { zone }).toMillis();
const shown = (window: { shift: string; fromMs: number; toMs: number } | undefined, zone = ZONE) =>
  window &&
  [
    window.shift,
    ...[window.fromMs, window.toMs].map((ms) => DateTime.fromMillis(ms, { zone }).toFormat('dd HH:mm')),
  ].join(' ');

describe('the shift that hands over next', () => {
  it.each([
    ['2026-11-22T07:59:59', 'night 21 20:00 22 08:00'],
    ['2026-11-22T08:00:00', 'day 22 08:00 22 20:00'],
    ['2026-11-22T23:30:00', 'night 22 20:00 23 08:00'],
  ])('at %s it is %s', (iso, wanted) => {
    expect(shown(runningShift([DAY, NIGHT], at(iso), ZONE))).toBe(wanted);
  });

  it('is the one that ends first where shifts overlap', () => {
    const long = [shift('day', '08:00', '21:00'), shift('night', '20:00', '09:00')];
    expect(shown(runningShift(long, at('2026-11-22T20:30:00'), ZONE))).toBe('day 22 08:00 22 21:00');
    expect(shown(runningShift(long, at('2026-11-22T08:30:00'), ZONE))).toBe('night 21 20:00 22 09:00');
  });

  it('is nobody in hours without a shift', () => {
    expect(runningShift([DAY], at('2026-11-22T21:00:00'), ZONE)).toBeUndefined();
  });

  it('ends by the wall clock on the day on which summer time ends', () => {
    const zone = 'Europe/Berlin';
    const window = windowAt(NIGHT, at('2026-10-25T01:00:00', zone), zone);
    expect(shown(window, zone)).toBe('night 24 20:00 25 08:00');
    expect(((window?.toMs ?? 0) - (window?.fromMs ?? 0)) / 3_600_000).toBe(13);
  });

  it('two shifts around the clock hold every moment once, and the next end is the end of the running one', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2026-01-01'), max: at('2027-01-01') }), (ms) => {
        const held = [DAY, NIGHT].flatMap((s) => windowAt(s, ms, ZONE) ?? []);
        expect(held).toHaveLength(1);
        const running = held[0]?.shift === 'day' ? DAY : NIGHT;
        expect(nextEnding(running, ms, ZONE)).toEqual(held[0]);
      }),
    );
  });
});

describe('what somebody may do', () => {
  const of = (state: HandoverState, who: string, maySign = true) => actsOf({ state, givenBy: 'a', who, maySign });

  it('nobody takes over from himself, and only who handed it over takes it back', () => {
    expect(of('given', 'a')).toEqual(['take-back', 'message']);
    expect(of('given', 'b')).toEqual(['accept', 'message']);
  });

  it('an accepted handover only gets lines added, and a reader may do nothing', () => {
    expect(of('accepted', 'b')).toEqual(['message']);
    for (const state of HandoverState.options) expect(of(state, 'b', false)).toEqual([]);
  });

  it('every state is reached from the draft, and nothing leaves what was accepted', () => {
    const reached = new Set<HandoverState>(['draft']);
    for (const state of reached) for (const to of Object.values(NEXT[state])) reached.add(to);
    expect([...reached].sort()).toEqual([...HandoverState.options].sort());
    expect(Object.values(NEXT.accepted)).toEqual(['accepted']);
  });

  it('grave incidents are named one by one', () => {
    expect(unnamed(['1', '2', '3'], ['3', '1', '9'])).toEqual(['2']);
  });
});
