import type { Entry } from '../../protocol/facts.js';
import { AlarmsProjection, type AlarmsStart } from './alarms.projection.js';
import { SignalsProjection, type SignalsStart } from './signals.projection.js';

/** What the tables hold of alarms, signals and warnings when a process starts. */
export interface RiskStart extends AlarmsStart, SignalsStart {}

/** What says that something is wrong or may become so: alarms, signals and warnings. */
export class RiskProjection {
  readonly alarms = new AlarmsProjection();
  readonly signals = new SignalsProjection();

  load(start: RiskStart): void {
    this.alarms.load(start);
    this.signals.load(start);
  }

  apply(entry: Entry): void {
    this.alarms.apply(entry);
    this.signals.apply(entry);
  }

  forget(minute: number): void {
    this.alarms.forget(minute);
    this.signals.forget(minute);
  }
}
