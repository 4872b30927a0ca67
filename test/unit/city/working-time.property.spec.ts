import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarPeriod } from '../../../protocol/clocks.js';
import type { ServiceDays, Stretch } from '../../../server/city/clocks/service-days.rules.js';
import { WorkingTime } from '../../../server/city/clocks/working-time.rules.js';
import { serviceDays, workingTime } from '../../support/working-time.js';

/** Zones with and without summer time, half hours, midnights that do not exist and a day that does not (Pacific/Apia, 2011-12-30). */
const ZONES = [
  ...['Asia/Shanghai', 'UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe'],
  ...['America/Sao_Paulo', 'Africa/Cairo', 'Pacific/Apia'],
];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ALWAYS: CalendarPeriod['workday'] = [['00:00', '24:00']];

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Up to three stretches of a day from six different minutes. */
const hours = (atLeast: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2 * atLeast, maxLength: 6 }).map((minutes) => {
    const sorted = [...minutes].sort((a, b) => a - b);
    const pairs = Math.floor(sorted.length / 2);
    return Array.from({ length: pairs }, (_, i): [string, string] => [
      time(sorted[2 * i] as number),
      time(sorted[2 * i + 1] as number),
    ]);
  });
const period = fc.oneof(
  fc.record({ workday: hours(1), weekend: hours(0), holiday: hours(0) }),
  fc.constant({ workday: ALWAYS, weekend: ALWAYS, holiday: ALWAYS }),
);
/** Days to begin around: year ends, summer time, holidays, swapped workdays. */
const BASES = [
  ...['2023-12-31', '2024-02-29', '2025-01-26', '2025-03-30', '2025-10-26', '2026-02-14', '2026-03-08'],
  ...['2026-10-01', '2026-11-01', '2026-12-31', '2011-12-29', '2017-10-14'],
];
/** Milliseconds from the base day. */
const offset = fc.integer({ min: -3 * DAY_MS, max: 10 * DAY_MS });
const length = fc.integer({ min: 0, max: 40 * 60 }).map((minutes) => minutes * MINUTE_MS);
const pauses = fc.array(fc.record({ start: offset, ms: length }), { maxLength: 4 });
const scene = fc.record({
  ...{ period, zone: fc.constantFrom(...ZONES), base: fc.constantFrom(...BASES) },
  ...{ a: offset, b: offset, c: offset, first: length, second: length, pauses },
});

/** Checks a law in many scenes: moments a <= b <= c, lengths, pauses, and working time with some hours in some zone. */
function law(check: (it: Scene) => void): void {
  const laid = scene.map(({ base, period: p, zone, first, second, ...at }): Scene => {
    const start = Date.parse(base);
    const [a, b, c] = [at.a, at.b, at.c].sort((x, y) => x - y).map((ms) => start + ms) as [number, number, number];
    const paused = at.pauses.map((pause) => ({ fromMs: start + pause.start, toMs: start + pause.start + pause.ms }));
    const days = serviceDays([{ from: null, to: null, ...p }], zone);
    return { a, b, c, first, second, paused, days, work: new WorkingTime(days) };
  });
  fc.assert(fc.property(laid, check), { numRuns: 150 });
}

interface Scene {
  a: number;
  b: number;
  c: number;
  first: number;
  second: number;
  paused: Stretch[];
  days: ServiceDays;
  work: WorkingTime;
}

describe('working time, in every zone and with any hours', () => {
  it('the parts add up to the whole', () => {
    law(({ work, a, b, c, paused }) => {
      expect(work.between(a, b, paused) + work.between(b, c, paused)).toBe(work.between(a, c, paused));
    });
  });

  it('what was added lies between, and not a moment earlier', () => {
    law(({ work, a, first, paused }) => {
      const due = work.add(a, first, paused);
      expect(work.between(a, due, paused)).toBe(first);
      if (due > a) expect(work.between(a, due - 1, paused)).toBe(first - 1);
    });
  });

  it('adding twice is adding the sum', () => {
    law(({ work, a, first, second, paused }) => {
      const twice = work.add(work.add(a, first, paused), second, paused);
      expect(twice).toBe(work.add(a, first + second, paused));
    });
  });

  it('a pause moves the end by exactly the working time that it took', () => {
    law(({ work, a, b, first, second }) => {
      const pause = { fromMs: b, toMs: b + second };
      const due = work.add(a, first, [pause]);
      const lost = work.between(Math.max(a, pause.fromMs), Math.min(due, pause.toMs));
      expect(due).toBe(work.add(a, first + lost));
    });
  });

  it('service hours lie in their own day, in order, and never overlap', () => {
    law(({ days, a }) => {
      const today = days.dayOf(a);
      const hours = [today - 1, today, today + 1].flatMap((d) => days.stretches(d).flatMap((s) => [s.fromMs, s.toMs]));
      expect([...hours].sort((x, y) => x - y)).toEqual(hours);
      for (const s of days.stretches(today)) expect(s.fromMs).toBeGreaterThanOrEqual(days.startOf(today));
    });
  });

  it('days counted one by one end where days counted at once do', () => {
    const office = workingTime([{ workday: [['08:30', '12:00'], ['13:30', '17:30']] }]); // prettier-ignore
    const after = (from: number, amount: number) => office.add(from, office.lengthOf(from, { amount, unit: 'day' }));
    const amount = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...BASES), offset, amount, amount, (base, ms, n, m) => {
        const from = Date.parse(base) + ms;
        expect(Math.abs(after(after(from, n), m) - after(from, n + m))).toBeLessThanOrEqual(2);
      }),
    );
  });
});
