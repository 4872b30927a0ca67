import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { SensorHour } from '../../../protocol/grading.js';
import {
  airClass,
  gradeDays,
  gradeRolling,
  iaqi,
  rainGrade,
} from '../../../server/domain/signals/grading/grading.rules.js';
import { pathOf, requires } from '../../support/requires.js';

const HOUR_MS = 3_600_000;
const hoursOf = (values: readonly (number | null)[]): SensorHour[] =>
  values.map((value, i) => ({ hour: new Date(i * HOUR_MS).toISOString(), value }));

it.each([
  [12, 18],
  [35, 50],
  [36, 52],
  [88, 117],
  [150, 200],
  [260, 310],
  [0, 0],
  [900, 500],
])('PM2.5 of %d µg/m³ has the index %d', (mean, index) => expect(iaqi('pm25', mean)).toBe(index));

it('classes and grades change exactly at their ends', () => {
  expect([50, 51, 100, 101, 150, 151, 200, 201, 300, 301].map(airClass)).toEqual([
    ...['excellent', 'good', 'good', 'light', 'light', 'moderate', 'moderate', 'heavy', 'heavy', 'severe'],
  ]);
  expect([0, 0.04, 0.1, 9.9, 10, 24.9, 25, 49.9, 50, 99.9, 100, 249.9, 250].map(rainGrade)).toEqual([
    ...['none', 'none', 'light', 'light', 'moderate', 'moderate', 'heavy', 'heavy', 'rainstorm', 'rainstorm'],
    ...['heavy-rainstorm', 'heavy-rainstorm', 'extraordinary'],
  ]);
});

it('a gap is a gap: 20 hours make a mean, 19 make none, and a sum that lacks hours says at least', () => {
  const holes = (n: number) => hoursOf(Array.from({ length: 24 }, (_, i) => (i < n ? null : 60)));
  expect(gradeRolling(holes(4), 'pm25').at(-1)).toMatchObject({ hours: 20, value: 60, iaqi: 82, grade: 'good' });
  expect(gradeRolling(holes(5), 'pm25').at(-1)).toMatchObject({ hours: 19, value: null, iaqi: null, grade: null });
  expect(gradeRolling(holes(4), 'rain').at(-1)).toMatchObject({ value: 1200, atLeast: true, grade: 'extraordinary' });
  expect(gradeRolling(holes(0), 'rain').at(-1)).toMatchObject({ atLeast: false });
});

requires('shared-data')('real hours of three cities', () => {
  const read = (file: string, column: string): SensorHour[] => {
    const text = gunzipSync(readFileSync(join(pathOf('shared-data'), 'sensors', file)));
    const rows: Record<string, string>[] = parse(text, { columns: true });
    return rows.map((row) => {
      const at = Date.UTC(Number(row['year']), Number(row['month']) - 1, Number(row['day']), Number(row['hour']));
      const value = row[column];
      return { hour: new Date(at).toISOString(), value: value === 'NA' || value === '' ? null : Number(value) };
    });
  };
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

  it.each([
    ['chengdu_pm25_weather_2010-2015.csv.gz', 'PM_US Post'],
    ['shanghai_pm25_weather_2010-2015.csv.gz', 'PM_US Post'],
    ['beijing_Dongsi_2013-2017.csv.gz', 'PM2.5'],
  ])('%s: days with too many gaps have no grade, the others that of their mean', (file, column) => {
    const hours = read(file, column);
    const days = gradeDays(hours, { quantity: 'pm25', dayOf });
    // Both files begin at midnight and have a line for every hour.
    for (const [i, { value, iaqi: index, hours: n }] of days.entries()) {
      const there = hours.slice(i * 24, i * 24 + 24).flatMap((hour) => hour.value ?? []);
      expect(n).toBe(there.length);
      const mean = there.length < 20 ? null : there.reduce((sum, v) => sum + v, 0) / there.length;
      expect(value).toBe(mean);
      expect(index).toBe(mean === null ? null : iaqi('pm25', mean));
    }
    expect(days.some((day) => day.grade === null) && days.some((day) => day.grade === 'heavy')).toBe(true);
  });

  it('rain of Chengdu and Shanghai: days are graded by their sum', () => {
    const wettest = ['chengdu', 'shanghai'].map((city) => {
      const days = gradeDays(read(`${city}_pm25_weather_2010-2015.csv.gz`, 'precipitation'), {
        quantity: 'rain',
        dayOf,
      });
      const told = days.flatMap((day) => (day.value === null ? [] : [{ ...day, value: day.value }]));
      const most = told.toSorted((a, b) => b.value - a.value)[0];
      return [city, most?.end, most?.grade];
    });
    // Shanghai's is the day of typhoon Haikui.
    expect(wettest).toEqual([
      ['chengdu', '2013-07-10', 'heavy-rainstorm'],
      ['shanghai', '2012-08-08', 'heavy-rainstorm'],
    ]);
  });
});
