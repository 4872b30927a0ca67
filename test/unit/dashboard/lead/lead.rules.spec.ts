import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concernsOf,
  KINDS,
  type Found,
  type OverdueRow,
} from '../../../../dashboard/src/screens/lead/concerns.rules.js';
import { eventsOfNight } from '../../../../dashboard/src/screens/lead/night-events.rules.js';
import { lastNight } from '../../../../dashboard/src/screens/lead/night.rules.js';
import { pressureOf } from '../../../../dashboard/src/instructions/standing.rules.js';
import { bandLine } from '../../../../dashboard/src/charts/band-line.options.js';

const ZONE = 'Asia/Shanghai';
const AT = '2026-11-23T00:28:00.000Z';
const situation = {
  asOf: { seq: 7, at: AT },
  windows: { today: { from: AT, to: AT } },
  incidents: { criticalWaiting: 0, overdueAt: AT },
  totals: { today: 100 },
  usual: { today: [90, 110] },
  vitals: [],
} as unknown as Found['situation'];
const calm: Found = { situation, overdue: [], warnings: [], instructions: null, vitals: [], nowMs: Date.parse(AT) };
const row = (no: string, priority: number, limitAt: string) => ({ no, priority, limitAt }) as unknown as OverdueRow;
const sign = { id: 'level', usual: [0, 20], expectEverySeconds: 60, decimals: 0 } as unknown as Found['vitals'][number];
const measured = (value: number, at: string) =>
  ({ ...situation, vitals: [{ id: 'level', value, at, line: [] }] }) as unknown as Found['situation'];

describe('what a leader is asked to look at', () => {
  it('is nothing on a day on which nothing is late, unsent or out of range', () => {
    expect(concernsOf(calm)).toEqual([]);
  });

  it('is of each kind the gravest one, critical ones first, and its figure counts its kind only', () => {
    const overdue = [
      row('a', 3, '2026-11-22T00:00:00Z'),
      row('b', 1, '2026-11-23T00:10:00Z'),
      row('c', 2, '2026-11-23T00:00:00Z'),
      row('d', 1, '2026-11-22T23:50:00Z'),
    ];
    const found = concernsOf({ ...calm, overdue });
    expect(found.map((c) => `${c.kind} ${c.incident?.no} ${c.n} ${c.tone}`)).toEqual([
      'overdueCritical d 2 p1',
      'overdue c 2 p2',
    ]);
    expect(found[0]?.query).toBe(`query=incidents.overdue&priority=1&to=${encodeURIComponent(AT)}&asOf=7`);
    expect(found[1]?.query).toContain('priority=2%2C3%2C4');
  });

  it('takes a vital sign only while it is young and out of its range, and a day only above its own', () => {
    const old = new Date(Date.parse(AT) - 301_000).toISOString();
    expect(concernsOf({ ...calm, vitals: [sign], situation: measured(31, AT) })[0]).toMatchObject({
      kind: 'vital',
      usual: [0, 20],
    });
    expect(concernsOf({ ...calm, vitals: [sign], situation: measured(31, old) })).toEqual([]);
    expect(concernsOf({ ...calm, vitals: [sign], situation: measured(20, AT) })).toEqual([]);
    const busy = { ...situation, totals: { today: 111 } } as Found['situation'];
    expect(concernsOf({ ...calm, situation: busy }).map((c) => c.kind)).toEqual(['today']);
  });

  it('comes in the order that the page states, whatever there is, and never a kind twice', () => {
    const maybe = fc.boolean();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 })),
        fc.nat(3),
        fc.subarray(['red', 'orange', 'blue']),
        maybe,
        (priorities, waiting, colours, isLate) => {
          const found = concernsOf({
            ...calm,
            overdue: priorities.map((p, i) => row(String(i), p, AT)),
            situation: { ...situation, incidents: { ...situation.incidents, criticalWaiting: waiting } },
            warnings: colours.map((colour) => ({ id: colour, colour, nameZh: colour, fromAt: AT, toAt: AT })),
            instructions: {
              counts: { overdue: isLate ? 2 : 0 },
              asOf: situation.asOf,
              overdueAt: AT,
            } as Found['instructions'],
          });
          const places = found.map((c) => KINDS.indexOf(c.kind));
          expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
          expect(found.every((c) => c.n > 0)).toBe(true);
          expect(found.some((c) => c.kind === 'warning')).toBe(colours.some((c) => c !== 'blue'));
        },
      ),
    );
  });
});

describe('last night', () => {
  const at = (local: string) => Date.parse(`${local}+08:00`);
  it.each([
    ['2026-11-23T07:28', '2026-11-22T10:00:00.000Z', '2026-11-22T23:28:00.000Z'], // it still runs
    ['2026-11-23T10:00', '2026-11-22T10:00:00.000Z', '2026-11-23T00:00:00.000Z'], // it is over
    ['2026-11-23T18:00', '2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.000Z'], // the next one begins
  ])('at %s is from %s to %s', (local, from, to) => {
    expect(lastNight(at(local), ZONE)).toEqual({ from, to });
  });

  it('tells critical ones and silent feeds before urgent ones, five at most, newest first', () => {
    const night = { from: '2026-11-22T10:00:00.000Z', to: '2026-11-23T00:00:00.000Z' };
    const incident = (no: string, priority: number, hour: number) => ({
      id: no,
      no,
      priority,
      openedAt: `2026-11-22T${hour}:00:00.000Z`,
      lane: null,
    });
    const grave = {
      rows: {
        rows: [
          incident('a', 2, 11),
          incident('b', 1, 12),
          incident('c', 2, 13),
          incident('d', 2, 14),
          incident('e', 2, 15),
          incident('f', 2, 16),
        ],
      },
    };
    const interrupted = {
      rows: {
        rows: [
          { id: 'feed', changedAt: '2026-11-22T10:30:00.000Z' },
          { id: 'earlier', changedAt: '2026-11-22T09:00:00.000Z' },
        ],
      },
    };
    const told = eventsOfNight({ night, grave, interrupted } as unknown as Parameters<typeof eventsOfNight>[0]);
    expect(told.map((event) => event.id)).toEqual(['f', 'e', 'd', 'b', 'feed']);
  });
});

it('an instruction presses while an answer is asked for: overdue, due today, or ahead', () => {
  const now = Date.parse('2026-11-23T09:00:00+08:00');
  const stands = (state: 'open' | 'answered', dueAt: string) => pressureOf({ state, dueAt }, now, ZONE);
  expect(stands('open', '2026-11-23T00:59:00Z')).toBe('overdue');
  expect(stands('open', '2026-11-23T10:00:00Z')).toBe('today');
  expect(stands('open', '2026-11-23T16:00:00Z')).toBe('ahead');
  expect(stands('answered', '2026-11-20T00:00:00Z')).toBe('none');
});

it('a small line stays in its box, breaks at gaps, and colours only what is out of its band', () => {
  const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 30 }), (values) => {
      const { line, out } = bandLine({ values, band: [-1e6, 1e6] });
      expect(out).toBe('');
      expect(line.match(/[ML]/g) ?? []).toHaveLength(values.filter((v) => v !== null).length);
      for (const [, y] of line.matchAll(/[ML][\d.]+ (-?[\d.]+)/g)) expect(Number(y) >= 2 && Number(y) <= 22).toBe(true);
    }),
  );
  expect(bandLine({ values: [5, 30, null, 5], band: [0, 20] }).out).not.toBe('');
});
