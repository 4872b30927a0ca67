import type { VitalRule } from '../../../protocol/city.js';
import type { z } from 'zod';

/** Rhythms after which a sensor's value is too old to be part of a figure. @source docs/protocol.md §Feeds (interrupted) */
export const FRESH_RHYTHMS = 5;

/** The newest value of one sensor. `atMs`: epoch milliseconds of the measurement. */
export interface SensorValue {
  sensor: string;
  atMs: number;
  value: number;
  expectEverySeconds: number;
}

/** One figure of a vital sign: `sensors` fresh values went in. `atMs` is the newest of them. */
export interface VitalFigure {
  value: number | null;
  atMs: number | null;
  sensors: number;
}

/** Folds the fresh ones of a vital sign's sensors into its figure; null when none is fresh. */
export function foldVital(rule: z.infer<typeof VitalRule>, values: readonly SensorValue[], nowMs: number): VitalFigure {
  const fresh = values.filter((v) => nowMs - v.atMs <= FRESH_RHYTHMS * v.expectEverySeconds * 1000);
  if (fresh.length === 0) return { value: null, atMs: null, sensors: 0 };
  const numbers = fresh.map((v) => v.value);
  const atMs = Math.max(...fresh.map((v) => v.atMs));
  return { value: foldNumbers(rule, numbers), atMs, sensors: fresh.length };
}

/** Folds a non-empty list of values as a vital sign's rule says. */
export function foldNumbers(rule: z.infer<typeof VitalRule>, values: readonly number[]): number {
  return FOLDS[rule.fold](values, rule.threshold ?? 0);
}

/** A sum that lacks a sensor is not smaller but unknown; the other folds hold for the sensors they have. */
export function unlessPartial(
  rule: z.infer<typeof VitalRule>,
  value: number | null,
  heard: { sensors: number; of: number },
): number | null {
  return rule.fold === 'sum' && heard.sensors < heard.of ? null : value;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** What each fold makes of a non-empty list. */
const FOLDS: Record<z.infer<typeof VitalRule>['fold'], (values: readonly number[], threshold: number) => number> = {
  above: (values, threshold) => values.filter((v) => v >= threshold).length,
  mean: (values) => sum(values) / values.length,
  sum,
  max: (values) => Math.max(...values),
};
