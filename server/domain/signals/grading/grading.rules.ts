import type {
  AirClass,
  GradedQuantity,
  GradedSpan,
  Pollutant,
  RainGrade,
  SensorHour,
} from '../../../../protocol/grading.js';
import { AIR_CLASSES, CONCENTRATION_ENDS, IAQI_ENDS, LEAST_HOURS, RAIN_24H } from './grades.data.js';

const SPAN_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Individual air quality index of a 24-hour mean, rounded up as the standard wants; at most 500. Null below zero. */
export function iaqi(pollutant: Pollutant, mean: number): number | null {
  const ends = CONCENTRATION_ENDS[pollutant];
  if (mean < 0) return null;
  const band = ends.findIndex((end, i) => i > 0 && mean <= end);
  if (band < 0) return 500;
  const [low, high] = [ends[band - 1] as number, ends[band] as number];
  const [from, to] = [IAQI_ENDS[band - 1] as number, IAQI_ENDS[band] as number];
  // A value that lies on a whole index but for rounding of the arithmetic is not lifted to the next one.
  return Math.ceil(Number((((to - from) / (high - low)) * (mean - low) + from).toFixed(9)));
}

/** Class of air of an index. */
export function airClass(index: number): AirClass {
  return (AIR_CLASSES.find(([most]) => index <= most) as (typeof AIR_CLASSES)[number])[1];
}

/** Grade of 24 hours' rain in millimetres, as measured to a tenth. */
export function rainGrade(mm: number): RainGrade {
  const tenths = Math.round(mm * 10) / 10;
  return RAIN_24H.find(([least]) => tenths >= least)?.[1] ?? 'none';
}

/** Grades the 24 hours that end with each hour. Hours follow each other without a hole: gaps are null. */
export function gradeRolling(hours: readonly SensorHour[], quantity: GradedQuantity): GradedSpan[] {
  return hours.map(({ hour }, i) => {
    const end = new Date(Date.parse(hour) + HOUR_MS).toISOString();
    return gradeSpan(hours.slice(Math.max(0, i + 1 - SPAN_HOURS), i + 1), { end, quantity });
  });
}

/** Grades each day; `dayOf` gives an hour's day in the city. A mean wants 20 hours, also of a day of 23 or 25. */
export function gradeDays(
  hours: readonly SensorHour[],
  { quantity, dayOf }: { quantity: GradedQuantity; dayOf: (ms: number) => string },
): GradedSpan[] {
  const days = new Map<string, SensorHour[]>();
  for (const hour of hours) {
    const day = dayOf(Date.parse(hour.hour));
    const of = days.get(day);
    if (of) of.push(hour);
    else days.set(day, [hour]);
  }
  return [...days].map(([end, of]) => gradeSpan(of, { end, quantity }));
}

function gradeSpan(
  hours: readonly SensorHour[],
  { end, quantity }: { end: string; quantity: GradedQuantity },
): GradedSpan {
  const values = hours.flatMap(({ value }) => value ?? []);
  const sum = values.reduce((total, value) => total + value, 0);
  const of = { end, hours: values.length, atLeast: quantity === 'rain' && values.length < SPAN_HOURS };
  if (values.length < LEAST_HOURS) return { ...of, value: null, iaqi: null, grade: null };
  if (quantity === 'rain') return { ...of, value: sum, iaqi: null, grade: rainGrade(sum) };
  const mean = sum / values.length;
  const index = iaqi(quantity, mean);
  return { ...of, value: mean, iaqi: index, grade: index === null ? null : airClass(index) };
}
