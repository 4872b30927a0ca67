import { z } from 'zod';

/** Pollutants with a grade for the mean of 24 hours. Ozone is graded by one and eight hours and is not among them. */
export const Pollutant = z.enum(['pm25', 'pm10', 'no2', 'so2', 'co']);
export type Pollutant = z.infer<typeof Pollutant>;

/** What has grades at all. */
export const GradedQuantity = z.union([Pollutant, z.literal('rain')]);
export type GradedQuantity = z.infer<typeof GradedQuantity>;

/** Classes of air 优 良 轻度 中度 重度 严重. Their colours are six of their own: here yellow means good. */
export const AirClass = z.enum(['excellent', 'good', 'light', 'moderate', 'heavy', 'severe']);
export type AirClass = z.infer<typeof AirClass>;

/** Grades of rain 小雨 中雨 大雨 暴雨 大暴雨 特大暴雨; `none` below 0.1 mm. */
export const RainGrade = z.enum([
  'none',
  'light',
  'moderate',
  'heavy',
  'rainstorm',
  'heavy-rainstorm',
  'extraordinary',
]);
export type RainGrade = z.infer<typeof RainGrade>;

/** A sensor's hour: `value` in its unit (rain: mm in the hour); null is a gap, never zero. */
export const SensorHour = z.object({ hour: z.string(), value: z.number().nullable() });
export type SensorHour = z.infer<typeof SensorHour>;

/**
 * The 24 hours that end with an hour, or a city day. `value`: their mean (rain: their sum); null with fewer than 20 hours. `atLeast`: a sum that lacks hours. `grade` null where
 * there is no value.
 */
export const GradedSpan = z.object({
  end: z.string(),
  hours: z.int(),
  value: z.number().nullable(),
  atLeast: z.boolean(),
  iaqi: z.int().nullable(),
  grade: z.union([AirClass, RainGrade]).nullable(),
});
export type GradedSpan = z.infer<typeof GradedSpan>;

/** `GET /api/v1/sensors/{id}/grades`. */
export const SensorGrades = z.object({
  sensor: z.string(),
  quantity: GradedQuantity,
  unit: z.string(),
  from: z.string(),
  to: z.string(),
  hours: z.array(SensorHour),
  rolling: z.array(GradedSpan),
  days: z.array(GradedSpan),
});
export type SensorGrades = z.infer<typeof SensorGrades>;
