import { Injectable } from '@nestjs/common';
import { READING_CONDITIONS } from '../../../protocol/alarm.js';
import type { SensorRow } from '../../city/city-rows.js';
import { AlarmRules, Sensors } from '../../city/sensors.js';
import { Sources } from '../../city/sources.js';
import type { Subject } from './alarm.card.rules.js';
import { sideOf, type Side } from './alarm.delay.rules.js';
import type { AlarmWork } from './alarm.work.js';
import type { Candidate } from './readings.queries.js';

/** Bad quality as stored with a reading. @source server/intake/reading.normaliser.ts */
const BAD = 2;

/** Holds readings and feeds against the rules. */
@Injectable()
export class AlarmJudge {
  constructor(
    private readonly sensors: Sensors,
    private readonly sources: Sources,
    private readonly rules: AlarmRules,
  ) {}

  /** Looks at readings in their order. A value that the instrument cannot have measured says nothing of the world: it raises only that. */
  readings(work: AlarmWork, candidates: readonly Candidate[]): void {
    for (const { sensor: id, atMs, value, quality, seq } of candidates) {
      const sensor = this.sensors.get(id);
      if (!sensor) continue;
      const isUsable = quality < BAD && isInRange(sensor, value);
      const told = { atIso: new Date(atMs).toISOString(), value };
      for (const rule of this.rules.of(sensor, READING_CONDITIONS)) {
        const isRange = rule.condition === 'out-of-range';
        if (!isRange && !isUsable) continue;
        const side: Side = isRange ? (isUsable ? 'within' : 'beyond') : sideOf(rule, value);
        work.look({ subject: this.subjectOf(sensor), rule, side, told, cause: seq });
      }
    }
  }

  /** Looks at a feed that fell silent or came back. */
  feed(work: AlarmWork, feed: { source: string; interrupted: boolean; atIso: string; seq: number }): void {
    const rule = this.rules.ofFeeds();
    if (!rule || !this.sources.get(feed.source)) return;
    const subject: Subject = {
      ...{ subject: feedSubject(feed.source), sensor: null, source: feed.source, district: '-' },
      ...{ lon: null, lat: null, unit: null, isDrill: false },
    };
    const told = { atIso: feed.atIso, value: null };
    work.look({ subject, rule, side: feed.interrupted ? 'beyond' : 'within', told, cause: feed.seq });
  }

  /** What an alarm of a sensor is about. */
  subjectOf(sensor: SensorRow): Subject {
    const { id, source, district, lon, lat, unit } = sensor;
    return { subject: id, sensor: id, source, district, lon, lat, unit, isDrill: false };
  }
}

/** What an alarm about a whole feed is about. */
export const feedSubject = (source: string): string => `feed:${source}`;

function isInRange({ rangeLow, rangeHigh }: SensorRow, value: number): boolean {
  return value >= (rangeLow ?? -Infinity) && value <= (rangeHigh ?? Infinity);
}
