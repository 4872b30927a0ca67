import { Injectable } from '@nestjs/common';
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
