import type { Sensor } from '../protocol/city.js';
import { coursesAt, type Life } from './city-life.js';
import { soil } from './dirt.js';
import { isSilent } from './outage.js';
import { closingMessage, iso, openingMessage, type Course } from './record.js';
import { randomOf, type Random } from './random.js';
import { measure } from './sensing.js';
import { stormOf } from './weather.js';

const MINUTE_MS = 60_000;
/** Back history of a new city: eight weeks, so that the usual bands have their samples. */
export const HISTORY_MINUTES = 8 * 7 * 24 * 60;
/** Readings go back a day: the vital signs' lines show 24 h. Lately they come every minute, as live ones do, before that at a distance. */
const READING_MINUTES = 24 * 60;
const READING_STEP = 5;
const CLOSE_MINUTES = 6 * 60;
/** How far back a record may have begun whose end falls into a gap. */
const LOOK_BACK_MINUTES = 24 * 60;
/** Faults of the last two days stand in a new city's dead letters. */
const DIRTY_MINUTES = 2 * 24 * 60;

/** Half-open [from, to) in epoch minutes. */
export interface Gap {
  from: number;
  to: number;
}

/** What the sources of work items would have said in a gap, in order. */
export function* workOf(life: Life, gap: Gap): Generator<{ source: string; message: object }> {
  const isFirst = gap.to - gap.from >= HISTORY_MINUTES;
  for (let minute = isFirst ? gap.from : gap.from - LOOK_BACK_MINUTES; minute < gap.to; minute++) {
    for (const course of coursesAt(life, minute)) {
      if (isSilent(life.seed, course.source, minute)) continue;
      const said = isFirst ? saidAtOnce(course, { minute, gap }) : saidInTurn(course, { minute, gap });
      for (const message of said(randomOf(life.seed, 'dirt', course.opening.id)))
        yield { source: course.source, message };
    }
  }
}

type Said = (dirt: Random) => object[];

/** A new city's history: one message a record, with its end if it has one. Faults only lately: nobody mends those of last month. */
function saidAtOnce(course: Course, { minute, gap }: { minute: number; gap: Gap }): Said {
  const message = openingMessage(course, gap.to * MINUTE_MS);
  return (dirt) => (minute < gap.to - DIRTY_MINUTES ? [message] : soil(message, dirt));
}

/** After a pause: what the source would have said meanwhile, word for word, so that what did arrive before is a duplicate. */
function saidInTurn(course: Course, { minute, gap }: { minute: number; gap: Gap }): Said {
  const isEndIn = course.closedAt >= gap.from * MINUTE_MS && course.closedAt < gap.to * MINUTE_MS;
  return (dirt) => [
    ...(minute >= gap.from ? soil(openingMessage(course, course.openedAt), dirt) : []),
    ...(isEndIn ? [closingMessage(course)] : []),
  ];
}

/** Readings of every sensor over the last day of a gap, those before the last hours coarser than live ones. */
export function* readingsOf(
  life: Life,
  sensors: readonly Sensor[],
  gap: Gap,
): Generator<{ source: string; message: object }> {
  const from = Math.max(gap.from, gap.to - READING_MINUTES);
  for (let minute = from; minute < gap.to; minute++) {
    if (minute < gap.to - CLOSE_MINUTES && minute % READING_STEP > 0) continue;
    const storm = stormOf(life.seed, minute, life.zone, life.center);
    for (const sensor of sensors) {
      if (isSilent(life.seed, sensor.source, minute)) continue;
      const value = measure(sensor, { seed: life.seed, zone: life.zone, minute, storm });
      yield { source: sensor.source, message: readingMessage(sensor, minute * MINUTE_MS, value) };
    }
  }
}

/** One reading as its gateway sends it. */
export function readingMessage(sensor: Sensor, atMs: number, value: number): object {
  return {
    id: `${sensor.id}-${Math.floor(atMs / 1000)}`,
    stream: 'risk',
    type: READING_TYPES[sensor.metric] ?? 'risk.other',
    occurredAt: iso(atMs),
    reading: { sensor: sensor.id, metric: sensor.metric, value, unit: sensor.unit },
  };
}

/** Metric -> risk category of the catalogue. */
const READING_TYPES: Record<string, string> = {
  ch4: 'life.gas',
  level: 'life.drain',
  rain: 'hazard.rain',
  power: 'life.power',
  pressure: 'life.water',
};
