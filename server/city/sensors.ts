import { Injectable } from '@nestjs/common';
import type { AlarmCondition } from '../../protocol/alarm.js';
import type { AlarmRule } from '../../protocol/alarm-rule.js';
import { rulesFor } from './alarm-rules.rules.js';
import type { SensorRow } from './city-rows.js';
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

  constructor(private readonly store: CityStore) {
    store.onChange(() => (this.bySensor = new Map()));
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

  /** Rules that hold for a sensor, of these conditions. */
  of(sensor: SensorRow, conditions: readonly AlarmCondition[]): readonly AlarmRule[] {
    const known = this.bySensor.get(sensor.id) ?? rulesFor(sensor, this.list());
    this.bySensor.set(sensor.id, known);
    return known.filter((rule) => conditions.includes(rule.condition));
  }
}
