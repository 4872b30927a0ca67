import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { BUILT_IN_CALENDARS } from '../../../server/city/clocks/service-calendars.data.js';
import { workingTime } from '../../support/working-time.js';

const HOUR_MS = 3_600_000;
const ZONE = 'Asia/Shanghai';
const hoursOf = (id: string) => BUILT_IN_CALENDARS.find((c) => c.id === id)?.periods ?? [];
const working = workingTime(hoursOf('working'));
const natural = workingTime(hoursOf('natural'));
const extended = workingTime(hoursOf('extended'));
const at = (text: string, zone = ZONE) => DateTime.fromISO(text, { zone }).toMillis();
const shown = (ms: number, zone = ZONE) => DateTime.fromMillis(ms, { zone }).toFormat('ccc yyyy-MM-dd HH:mm');

describe('working time', () => {
  // The handbook's vectors (§2.6): Monday to Friday 08:30–12:00 and 13:30–17:30, 1 to 7 October off.
  it.each([
    ['2026-11-20T16:45', 4, 'Mon 2026-11-23 11:45', 'over a weekend'],
    ['2026-11-20T11:50', 2, 'Fri 2026-11-20 15:20', 'over the lunch hour'],
    ['2026-11-21T10:00', 2, 'Mon 2026-11-23 10:30', 'from a Saturday'],
    ['2026-09-30T17:00', 4, 'Thu 2026-10-08 12:00', 'over the National Day'],
    ['2026-10-09T17:00', 1, 'Sat 2026-10-10 09:00', 'into a Saturday that makes up for it (调休)'],
    ['2026-02-13T16:30', 9, 'Tue 2026-02-24 09:00', 'over a make-up Saturday and the Spring Festival'],
    ['2025-12-31T17:00', 1, 'Sun 2026-01-04 09:00', 'over the New Year into a working Sunday'],
    ['2026-11-20T13:30', 4, 'Fri 2026-11-20 17:30', 'that fills an afternoon ends with it'],
    ['2026-11-20T17:30', 1, 'Mon 2026-11-23 09:30', 'from the end of the week'],
  ])('%s + %i h is %s: %s', (from, hours, expected) => {
    const due = working.add(at(from), hours * HOUR_MS);
    expect(shown(due)).toBe(expected);
    expect(working.between(at(from), due)).toBe(hours * HOUR_MS);
  });

  it.each([
    ['2026-11-20T16:45', 1, 'Mon 2026-11-23 16:45', 'ends at the same time of the next service day'],
    ['2026-11-21T10:00', 1, 'Mon 2026-11-23 17:30', 'begun on a day of rest is all of the next service day'],
    ['2026-11-20T07:00', 2, 'Mon 2026-11-23 17:30', 'begun before the first hour counts that day whole'],
    ['2026-11-20T12:30', 1, 'Mon 2026-11-23 12:00', 'begun at lunch ends as lunch begins'],
    ['2026-09-29T10:00', 7, 'Wed 2026-10-14 10:00', 'of seven over a holiday with a working Saturday'],
  ])('a limit in working days from %s, %i of them, is %s: it %s', (from, amount, expected) => {
    const length = working.lengthOf(at(from), { amount, unit: 'day' });
    expect(shown(working.add(at(from), length))).toBe(expected);
  });

  it('around the clock is time itself, and its day is one of the wall clock', () => {
    expect(shown(natural.add(at('2026-11-22T13:36'), 24 * HOUR_MS))).toBe('Mon 2026-11-23 13:36');
    const berlin = 'Europe/Berlin';
    const there = workingTime(hoursOf('natural'), berlin);
    const from = at('2026-03-28T12:00', berlin);
    const day = there.lengthOf(from, { amount: 1, unit: 'day' });
    expect(day).toBe(23 * HOUR_MS);
    expect(shown(there.add(from, day), berlin)).toBe('Sun 2026-03-29 12:00');
  });

  it('extended hours run through lunch, evening and weekend, and rest on holidays', () => {
    expect(shown(extended.add(at('2026-11-20T19:00'), 2 * HOUR_MS))).toBe('Sat 2026-11-21 10:00');
    expect(extended.between(at('2026-10-01T00:00'), at('2026-10-08T00:00'))).toBe(0);
  });

  it('stands while it is paused, and two pauses that overlap count once', () => {
    const pause = { fromMs: at('2026-11-20T15:00'), toMs: at('2026-11-23T10:00') };
    const again = { fromMs: at('2026-11-23T09:00'), toMs: at('2026-11-23T11:00') };
    expect(shown(working.add(at('2026-11-20T14:00'), 2 * HOUR_MS, [pause]))).toBe('Mon 2026-11-23 11:00');
    expect(shown(working.add(at('2026-11-20T14:00'), 2 * HOUR_MS, [again, pause]))).toBe('Mon 2026-11-23 12:00');
    expect(working.between(at('2026-11-20T14:00'), at('2026-11-23T12:00'), [again, pause])).toBe(2 * HOUR_MS);
  });

  it('keeps the hours of the period that holds the day', () => {
    const seasons = workingTime([
      { to: '2026-09-30', workday: [['09:00', '12:00']] },
      { from: '2026-10-01', workday: [['14:00', '17:00']] },
    ]);
    expect(shown(seasons.add(at('2026-09-30T11:00'), 2 * HOUR_MS))).toBe('Thu 2026-10-08 15:00');
  });

  it('in summer time counts the hours that passed, and opens at the wall clock', () => {
    const zone = 'America/New_York';
    const night = workingTime([{ workday: [['00:00', '06:00']], weekend: [['00:00', '06:00']] }], zone);
    const sunday = (day: string) => night.between(at(`${day}T00:00`, zone), at(`${day}T23:00`, zone));
    expect(sunday('2026-03-08')).toBe(5 * HOUR_MS);
    expect(sunday('2026-11-01')).toBe(7 * HOUR_MS);
    const office = workingTime(hoursOf('working'), zone);
    expect(shown(office.add(at('2026-03-06T16:30', zone), 2 * HOUR_MS), zone)).toBe('Mon 2026-03-09 09:30');
  });

  it('a day that the zone skipped has no hours', () => {
    const zone = 'Pacific/Apia';
    const whole = workingTime(hoursOf('natural'), zone);
    expect(whole.between(at('2011-12-29T00:00', zone), at('2012-01-01T00:00', zone))).toBe(48 * HOUR_MS);
    const office = workingTime(hoursOf('working'), zone);
    expect(shown(office.add(at('2011-12-29T16:30', zone), 2 * HOUR_MS), zone)).toBe('Mon 2012-01-02 09:30');
    const day = office.lengthOf(at('2011-12-29T10:00', zone), { amount: 1, unit: 'day' });
    expect(shown(office.add(at('2011-12-29T10:00', zone), day), zone)).toBe('Mon 2012-01-02 10:00');
  });

  it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])('is the same on a machine set to %s', (tz) => {
    const script = `
      import { workingTime } from './test/support/working-time.ts';
      const office = workingTime([{ workday: [['08:30', '12:00'], ['13:30', '17:30']] }]);
      console.log(new Date(office.add(Date.parse('2026-09-30T17:00:00+08:00'), 4 * ${HOUR_MS})).toISOString());`;
    const flags = ['--no-warnings', '--import', './test/support/register.mjs', '--input-type=module', '-e', script];
    const said = execFileSync(process.execPath, flags, { env: { ...process.env, TZ: tz }, encoding: 'utf8' });
    expect(said.trim()).toBe('2026-10-08T04:00:00.000Z');
  });

  it('refuses a calendar that closes for good instead of looking for ever', () => {
    const closed = workingTime([{ to: '2026-01-31', workday: [['09:00', '12:00']] }]);
    expect(() => closed.add(at('2026-03-01T00:00'), HOUR_MS)).toThrow('no hours for 400 days');
    expect(() => closed.lengthOf(at('2026-03-01T00:00'), { amount: 1, unit: 'day' })).toThrow('no hours');
  });
});
