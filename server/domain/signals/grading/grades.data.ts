import type { AirClass, Pollutant, RainGrade } from '../../../../protocol/grading.js';

/** Ends of the bands of an individual index. @source HJ 633-2012 table 1 */
export const IAQI_ENDS = [0, 50, 100, 150, 200, 300, 400, 500] as const;

/**
 * Means of 24 hours at those ends, µg/m³ (CO: mg/m³). The standard is under revision: breakpoints carry the date from which they hold.
 * @source HJ 633-2012 table 1 (handbook §4.5), in force since 2016-01-01
 */
export const CONCENTRATION_ENDS: Readonly<Record<Pollutant, readonly number[]>> = {
  pm25: [0, 35, 75, 115, 150, 250, 350, 500],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  no2: [0, 40, 80, 180, 280, 565, 750, 940],
  so2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  co: [0, 2, 4, 14, 24, 36, 48, 60],
};

/** Highest index of each class of air; the last has none. @source HJ 633-2012 table 2 */
export const AIR_CLASSES: readonly (readonly [number, AirClass])[] = [
  ...([[50, 'excellent'], [100, 'good'], [150, 'light'], [200, 'moderate'], [300, 'heavy']] as const), // prettier-ignore
  [Infinity, 'severe'],
];

/** Millimetres in 24 hours from which a grade of rain holds, the highest first. @source GB/T 28592-2012 (handbook §4.5) */
export const RAIN_24H: readonly (readonly [number, RainGrade])[] = [
  ...([[250, 'extraordinary'], [100, 'heavy-rainstorm'], [50, 'rainstorm'], [25, 'heavy']] as const), // prettier-ignore
  ...([[10, 'moderate'], [0.1, 'light'], [0, 'none']] as const), // prettier-ignore
];

/** Hours of 24 without which a mean says nothing. @source GB 3095-2012 table 4 */
export const LEAST_HOURS = 20;
