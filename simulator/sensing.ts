import type { Sensor } from '../protocol/city.js';
import { randomOf } from './random.js';
import { localHour } from './rhythm.js';
import { rainAt, type Storm } from './weather.js';

/** What shapes a value besides the sensor itself. */
export interface Conditions {
  seed: number;
  zone: string;
  minute: number;
  storm: Storm | null;
}

/** One value of a sensor at a minute: daily pattern, weather, slow wander and a little noise. In the sensor's own unit. */
export function measure(sensor: Sensor, now: Conditions): number {
  const own = randomOf(now.seed, 'sensor', sensor.id);
  const base = own.next();
  const noise = randomOf(now.seed, sensor.id, now.minute).normal();
  const wander = Math.sin(now.minute / 47 + base * 40) + Math.sin(now.minute / 173 + base * 90);
  const place: readonly [number, number] = [sensor.lon ?? 0, sensor.lat ?? 0];
  return round(MODELS[sensor.metric]?.({ base, noise, wander, place, sensor, now }) ?? base * 100 + noise);
}

interface Inputs {
  base: number;
  noise: number;
  wander: number;
  place: readonly [number, number];
  sensor: Sensor;
  now: Conditions;
}

/** Metric -> how it behaves. Units as in the profile's sensor list. */
const MODELS: Record<string, (x: Inputs) => number> = {
  ch4: ({ base, noise, wander, sensor, now }) =>
    Math.max(0, 1.2 + base * 2 + 0.5 * wander + 0.3 * noise + leak(sensor.id, now)),
  level: ({ noise, place, now }) => Math.max(0, standingWater(place, now) + 0.4 * noise),
  rain: ({ noise, place, now }) => Math.max(0, rainAt(now.storm, now.minute, place) * (1 + 0.08 * noise)),
  power: ({ base, noise, now }) => (420 + base * 380) * load(localHour(now.minute, now.zone)) + 4 * noise,
  pressure: ({ base, noise, wander, now }) =>
    300 + base * 60 - 28 * draw(localHour(now.minute, now.zone)) + 3 * wander + 1.5 * noise,
};

/** Water in an underpass follows the rain of the last hour and runs off slowly, cm. */
function standingWater(place: readonly [number, number], now: Conditions): number {
  let cm = 0;
  for (let ago = 0; ago <= 90; ago += 10) {
    const rain = rainAt(now.storm, now.minute - ago, place);
    cm += Math.max(0, rain - 18) * 0.13 * Math.exp(-ago / 50);
  }
  return cm;
}

/** Now and then one manhole shows a real leak for half an hour, %LEL. */
function leak(id: string, now: Conditions): number {
  const span = Math.floor(now.minute / 30);
  return randomOf(now.seed, 'leak', id, span).chance(0.0012)
    ? 6 + 18 * Math.sin(((now.minute % 30) / 30) * Math.PI)
    : 0;
}

/** Electricity over the day: low at four, two humps. */
function load(hour: number): number {
  return 0.78 + 0.14 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + 0.09 * Math.exp(-(((hour - 19.5) / 2.4) ** 2));
}

/** Water drawn over the day: morning and evening humps, 0..1. */
function draw(hour: number): number {
  return Math.exp(-(((hour - 7.5) / 1.6) ** 2)) + 0.9 * Math.exp(-(((hour - 19) / 2.1) ** 2));
}

const round = (value: number) => Math.round(value * 100) / 100;
