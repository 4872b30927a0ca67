import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ShiftInput } from '../../../protocol/roster.js';
import { linesOf } from '../../../server/domain/dispatch/lines.csv.rules.js';
import { gapsOf, occurrences, turnOf, type Span } from '../../../server/domain/dispatch/roster.rules.js';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const span = (from: string, to: string): Span => ({ fromMs: at(from), toMs: at(to) });
const TWELVE = [
  { from: '08:00', to: '20:00' },
  { from: '20:00', to: '08:00' },
];

describe('shifts of a post', () => {
  it('go past midnight, and the running one counts', () => {
    const found = occurrences(TWELVE, span('2026-11-22T01:00', '2026-11-22T20:00'), ZONE);
    expect(found).toEqual([span('2026-11-21T20:00', '2026-11-22T08:00'), span('2026-11-22T08:00', '2026-11-22T20:00')]);
  });

  it('of 24 hours begin and end at the same time of day, of a whole day at 24:00', () => {
    const window = span('2026-11-22T09:00', '2026-11-22T10:00');
    expect(occurrences([{ from: '08:00', to: '08:00' }], window, ZONE)).toEqual([
      span('2026-11-22T08:00', '2026-11-23T08:00'),
    ]);
    expect(occurrences([{ from: '00:00', to: '24:00' }], window, ZONE)).toEqual([
      span('2026-11-22T00:00', '2026-11-23T00:00'),
    ]);
  });

  it('are taken in turns that go on over days and whoever asks', () => {
    const people = ['陈', '林', '周'];
    const who = ['22T08:00', '22T20:00', '23T08:00', '23T20:00', '24T08:00', '24T20:00', '25T08:00'].map((time) =>
      turnOf({ hours: TWELVE, people, zone: ZONE }, at(`2026-11-${time}`)),
    );
    expect(new Set(who.slice(0, 3)).size).toBe(3);
    expect(who.slice(3, 6)).toEqual(who.slice(0, 3));
    expect(who[6]).toBe(who[0]);
  });
});

describe('gaps', () => {
  it('are what nobody covers; touching shifts leave none', () => {
    const day = span('2026-11-22T08:00', '2026-11-22T20:00');
    const shifts = [span('2026-11-22T07:00', '2026-11-22T12:00'), span('2026-11-22T14:00', '2026-11-22T18:00')];
    expect(gapsOf(day, shifts)).toEqual([
      span('2026-11-22T12:00', '2026-11-22T14:00'),
      span('2026-11-22T18:00', '2026-11-22T20:00'),
    ]);
    expect(
      gapsOf(day, [span('2026-11-22T08:00', '2026-11-22T14:00'), span('2026-11-22T14:00', '2026-11-22T20:00')]),
    ).toEqual([]);
  });

  it('and covered time together are the shift, minute by minute', () => {
    const minutes = fc.integer({ min: 0, max: 100 });
    const spans = fc.array(
      fc.tuple(minutes, minutes).filter(([a, b]) => a < b),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(spans, (covers) => {
        const toSpan = ([a, b]: [number, number]) => ({ fromMs: a * 60_000, toMs: b * 60_000 });
        const gaps = gapsOf(toSpan([20, 80]), covers.map(toSpan));
        for (let minute = 0; minute <= 100; minute++) {
          const isWanted = minute >= 20 && minute < 80;
          const isCovered = covers.some(([a, b]) => minute >= a && minute < b);
          const isGap = gaps.some((g) => minute * 60_000 >= g.fromMs && minute * 60_000 < g.toMs);
          expect([minute, isGap]).toEqual([minute, isWanted && !isCovered]);
        }
      }),
    );
  });
});

describe('a roster as CSV', () => {
  it('is read with its header, blanks left out', () => {
    const csv = 'post,person,from,to,unit\ncentre,陈立,2026-11-22T08:00:00+08:00,2026-11-22T20:00:00+08:00,\n';
    expect(linesOf(csv, ShiftInput)).toEqual([
      { post: 'centre', person: '陈立', from: '2026-11-22T08:00:00+08:00', to: '2026-11-22T20:00:00+08:00' },
    ]);
  });

  it('is refused whole, with line and column of each fault', () => {
    const csv =
      'post,person,from,to\ncentre,,2026-11-22T08:00:00+08:00,2026-11-22T20:00:00+08:00\nb,x,2026-11-22T08:00:00+08:00,2026-11-22T07:00:00+08:00\n';
    expect(() => linesOf(csv, ShiftInput)).toThrow(/line 2, person.*line 3, to: a shift ends after it begins/s);
    expect(() => linesOf('post,person,from,to\n', ShiftInput)).toThrow(/1 to 5000/);
  });
});
