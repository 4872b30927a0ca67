import type { Ref } from 'vue';
import { useSensorAlarms } from './useSensorAlarms.js';
import { useSensorCurve } from './useSensorCurve.js';
import { useSensorWords } from './useSensorWords.js';

/** What belongs to one sensor besides what it is: its curve, the alarms it had, and the words for them. */
export function useSensorParts(id: Readonly<Ref<string>>, stamp: Readonly<Ref<unknown>>, nowMs: () => number) {
  return { ...useSensorCurve(id, stamp, nowMs), ...useSensorAlarms(id, stamp), ...useSensorWords() };
}
