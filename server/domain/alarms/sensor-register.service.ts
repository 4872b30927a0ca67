import { Injectable } from '@nestjs/common';
import type { Permission } from '../../../protocol/identity.js';
import { SensorStanding, type SensorFile, type SensorPage, type SensorsQuery } from '../../../protocol/sensor.js';
import type { SensorRow } from '../../city/city-rows.js';
import { AlarmRules, Sensors } from '../../city/sensors.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { Curves } from './curves.service.js';
import { unknownSensor } from './refusals.js';
import { afterSensor, sensorCursor } from './sensors.request.rules.js';
import { SENSOR_CONDITIONS, sensorFile, sensorLine } from './sensor.view.rules.js';
import { countSensors, listSensors, ofSensor, readMetrics, readSensorNow } from './sensors.queries.js';

/** The register of sensors as somebody may see it. */
@Injectable()
export class SensorRegister {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
    private readonly curves: Curves,
  ) {}

  /** Finds a sensor in the reach of a permission. @throws sensor/unknown (404), also for one out of reach */
  find(id: string, who: Principal, permission: Permission = 'alarms.read'): SensorRow {
    const sensor = this.sensors.get(id);
    const reach = districtsOf(who, permission);
    if (!sensor || (reach !== null && !reach.includes(sensor.district))) throw unknownSensor(id);
    return sensor;
  }

  /** One sensor: what it is, how it is, and what is open at it. */
  async file(id: string, who: Principal): Promise<SensorFile> {
    const row = this.find(id, who);
    const [now, alarms] = await Promise.all([
      readSensorNow(this.db.query, id, this.clock.zone),
      ofSensor(this.db.query, id),
    ]);
    const rules = this.rules.of(row, SENSOR_CONDITIONS);
    return sensorFile(row, { now, alarms, rules, sourceEvery: this.curves.rhythmOf(row) });
  }

  /** One page of the list with its counts. @throws sensors/bad-cursor (400) */
  async page(asked: SensorsQuery, who: Principal): Promise<SensorPage> {
    const districts = districtsOf(who, 'alarms.read');
    const filter = {
      ...{ zone: this.clock.zone, districts, q: asked.q || null },
      ...{ metric: wordsOf(asked.metric), source: wordsOf(asked.source), district: wordsOf(asked.district) },
    };
    const standing = asked.standing?.length ? asked.standing : null;
    const due = asked.due === '1';
    const page = { standing, due, after: afterSensor(asked.cursor), limit: asked.limit + 1 };
    const [counts, found, metrics] = await Promise.all([
      countSensors(this.db.query, filter),
      listSensors(this.db.query, filter, page),
      readMetrics(this.db.query, districts),
    ]);
    const shown = found.slice(0, asked.limit);
    const counted = counts.filter((count) => standing === null || standing.includes(count.standing));
    return {
      total: counted.reduce((sum, { n, overdue }) => sum + (due ? overdue : n), 0),
      byStanding: Object.fromEntries(
        SensorStanding.options.map((s) => [s, counts.find((count) => count.standing === s)?.n ?? 0]),
      ) as SensorPage['byStanding'],
      overdue: counts.reduce((sum, { overdue }) => sum + overdue, 0),
      metrics,
      // The tables may be a version ahead of what is held: the next answer has those.
      items: shown.flatMap((now) => {
        const row = this.sensors.get(now.sensor);
        return row ? [sensorLine(row, now)] : [];
      }),
      cursor: found.length > asked.limit ? sensorCursor(shown.at(-1)) : null,
    };
  }
}

/** Words of a filter, separated by commas; null for none. */
function wordsOf(text: string | undefined): string[] | null {
  const words = text?.split(',').filter(Boolean) ?? [];
  return words.length > 0 ? words : null;
}
