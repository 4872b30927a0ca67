import { Injectable } from '@nestjs/common';
import type { AlarmCondition } from '../../protocol/alarm.js';
import type { AlarmRule } from '../../protocol/alarm-rule.js';
import { rulesFor, withLimit } from './alarm-rules.rules.js';
import type { OwnLimitRow, SensorRow } from './city-rows.js';
import { CityStore } from './city.store.js';

/** The registered sensors: device and metric together. */
@Injectable()
export class Sensors {
  constructor(private readonly store: CityStore) {}

  get(id: string): SensorRow | undefined {
    return this.store.current.sensors.get(id);
  }

  list(): readonly SensorRow[] {
    return this.store.current.rows.sensors;
  }

  /** Sensors that measure one metric. */
  ofMetric(metric: string): readonly SensorRow[] {
    return this.list().filter((s) => s.metric === metric);
  }
}

/** The alarm rules in force, and which of them hold for a sensor. */
@Injectable()
export class AlarmRules {
  /** Rules by sensor, made when first asked for; forgotten with every new version of the city. */
  private bySensor = new Map<string, readonly AlarmRule[]>();
  /** Limits of sensors' own, by sensor and rule. */
  private own: ReadonlyMap<string, OwnLimitRow> | null = null;

  constructor(private readonly store: CityStore) {
    store.onChange(() => {
      this.bySensor = new Map();
      this.own = null;
    });
  }

  list(): readonly AlarmRule[] {
    return this.store.current.rows.alarmRules;
  }

  get(id: string): AlarmRule | undefined {
    return this.list().find((rule) => rule.id === id);
  }

  /** The rule of a condition that is about feeds, not sensors. */
  ofFeeds(): AlarmRule | undefined {
    return this.list().find((rule) => rule.condition === 'feed-interrupted');
  }

  /** Rules that hold for a sensor, of these conditions, each with the sensor's own limit where it has one. */
  of(sensor: SensorRow, conditions: readonly AlarmCondition[]): readonly AlarmRule[] {
    const known =
      this.bySensor.get(sensor.id) ?? this.general(sensor).map((rule) => withLimit(rule, this.ownOf(sensor, rule)));
    this.bySensor.set(sensor.id, known);
    return known.filter((rule) => conditions.includes(rule.condition));
  }

  /** The same rules as they are without limits of the sensor's own. */
  general(sensor: SensorRow): readonly AlarmRule[] {
    return rulesFor(sensor, this.list());
  }

  /** The limit that a sensor has in place of a rule's. */
  ownOf(sensor: SensorRow, rule: AlarmRule): OwnLimitRow | undefined {
    this.own ??= new Map(this.store.current.rows.ownLimits.map((limit) => [keyOf(limit.sensor, limit.rule), limit]));
    return this.own.get(keyOf(sensor.id, rule.id));
  }
}

const keyOf = (sensor: string, rule: string): string => `${sensor}\0${rule}`;
