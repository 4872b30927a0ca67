import { setTimeout as wait } from 'node:timers/promises';
import type { Sensor } from '../protocol/city.js';
import { coursesAt, type Life } from './city-life.js';
import { soil } from './dirt.js';
import { readingMessage } from './history.js';
import { LiveQueue } from './live-queue.js';
import { isSilent } from './outage.js';
import type { Post } from './post.js';
import { randomOf } from './random.js';
import { closingMessage, openingMessage, type Course } from './record.js';
import { measure } from './sensing.js';
import { stormOf } from './weather.js';

const MINUTE_MS = 60_000;
const TICK_MS = 1000;
/** A sent-twice message comes again after this long, as from a gateway that missed the answer. */
const AGAIN_MS = 70_000;
/** A source asks this often whether the centre is done with its record, and no longer than this. */
const HELD_MS = 5 * MINUTE_MS;
const HELD_MOST_MS = 24 * 60 * MINUTE_MS;

/** A thing to send: which source says it. */
interface Said {
  source: string;
  message: object;
  /** Of the end of a record: which, and when its source would have closed it by itself, epoch ms. */
  ends?: { record: string; at: number };
}

/** Lets the city live from `fromMinute` on: posts what is due each second until `signal` ends it. */
export class LiveCity {
  private readonly queue = new LiveQueue<Said>();
  private planned: number;

  constructor(
    private readonly life: Life,
    private readonly sensors: readonly Sensor[],
    private readonly post: Post,
    private readonly from: { minute: number; tempo: number; isHeld: (record: string) => boolean },
  ) {
    this.planned = from.minute;
    this.rememberOpen(from.minute);
  }

  /** Runs until stopped. `now` is the city's clock, epoch ms; `sentTo` hears of every minute that is wholly said. */
  async run(now: () => number, signal: AbortSignal, sentTo: (minute: number) => void): Promise<void> {
    while (!signal.aborted) {
      const at = now();
      while (this.planned * MINUTE_MS <= at) {
        this.plan(this.planned);
        sentTo(this.planned);
        this.planned++;
      }
      const due = this.queue
        .take(at)
        .filter(({ what }) => !isSilent(this.life.seed, what.source, Math.floor(at / MINUTE_MS)));
      for (const { what } of due) if (!this.isPutOff(what, at)) this.post.add(what.source, what.message);
      await wait(TICK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** A source closes its record when the centre has closed the incident, not while people are at work on it. */
  private isPutOff(said: Said, now: number): boolean {
    const { ends } = said;
    if (!ends || now > ends.at + HELD_MOST_MS || !this.from.isHeld(ends.record)) return false;
    this.queue.push(now + HELD_MS, said);
    return true;
  }

  private plan(minute: number): void {
    for (const course of coursesAt(this.life, minute, this.from.tempo)) {
      const dirt = randomOf(this.life.seed, 'dirt', course.opening.id);
      soil(openingMessage(course, course.openedAt), dirt).forEach((message, again) => {
        this.queue.push(course.openedAt + again * AGAIN_MS, { source: course.source, message });
      });
      this.queue.push(course.closedAt, endOf(course));
    }
    const storm = stormOf(this.life.seed, minute, this.life.zone, this.life.center);
    for (const sensor of this.sensors) this.planReadings(sensor, minute, storm);
  }

  private planReadings(sensor: Sensor, minute: number, storm: ReturnType<typeof stormOf>): void {
    const step = Math.max(5, sensor.expectEverySeconds ?? 60);
    const phase = Math.floor(randomOf(this.life.seed, 'phase', sensor.id).next() * step);
    const start = minute * 60;
    for (let second = start + ((((phase - start) % step) + step) % step); second < start + 60; second += step) {
      const value = measure(sensor, { seed: this.life.seed, zone: this.life.zone, minute, storm });
      this.queue.push(second * 1000, { source: sensor.source, message: readingMessage(sensor, second * 1000, value) });
    }
  }

  /** Records that were opened before and end later: their ends are still to be said. */
  private rememberOpen(minute: number): void {
    const nowMs = minute * MINUTE_MS;
    for (let past = minute - 24 * 60; past < minute; past++) {
      for (const course of coursesAt(this.life, past)) {
        if (course.closedAt >= nowMs) this.queue.push(course.closedAt, endOf(course));
      }
    }
  }
}

function endOf(course: Course): Said {
  const ends = { record: course.opening.id, at: course.closedAt };
  return { source: course.source, message: closingMessage(course), ends };
}
