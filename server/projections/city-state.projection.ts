import type { Entry } from '../../protocol/facts.js';
import type { BandsComputed } from '../../protocol/facts/feeds.js';
import type { RecentItem } from '../journal/recent-items.rules.js';
import { BandsProjection } from './bands.projection.js';
import { CellsProjection, type CellsStart } from './cells.projection.js';
import { FeedsProjection, type FeedsStart } from './feeds.projection.js';
import { InstructionsProjection, type InstructionsStart } from './instructions.projection.js';
import { IncidentsProjection, type IncidentsStart } from './incidents.projection.js';
import { OccurredProjection, type OccurredStart } from './occurred.projection.js';
import { RecordsProjection, type RecordsStart } from './records.projection.js';
import { RejectsProjection, type RejectLine } from './rejects.projection.js';
import { RiskProjection, type RiskStart } from './risk.projection.js';
import { timesAt, type CityCalendar, type Times } from './times.rules.js';
import { UnitsProjection, type UnitsStart } from './units.projection.js';
import { VitalsProjection, type VitalMinute } from './vitals.projection.js';

/** Everything a process starts from, read in one snapshot. `seq`: what the roll-ups hold; other tables may hold less or more. */
export interface CityStart
  extends
    RecordsStart,
    FeedsStart,
    OccurredStart,
    IncidentsStart,
    InstructionsStart,
    UnitsStart,
    RiskStart,
    CellsStart {
  seq: number;
  items: readonly RecentItem[];
  rejects: readonly RejectLine[];
  vitals: readonly VitalMinute[];
  bands: readonly BandsComputed[];
}

/** The whole live state of the city in memory: a pure function of a start, the entries after it, and the clock's minute. */
export class CityState {
  readonly records = new RecordsProjection();
  readonly feeds = new FeedsProjection();
  readonly occurred = new OccurredProjection();
  readonly cells = new CellsProjection();
  readonly vitals = new VitalsProjection();
  readonly bands = new BandsProjection();
  readonly incidents = new IncidentsProjection();
  readonly instructions = new InstructionsProjection();
  readonly units = new UnitsProjection();
  readonly risk = new RiskProjection();
  readonly rejects: RejectsProjection;
  private countedTo = 0;
  private minute = 0;
  private last = { seq: 0, at: '' };

  constructor(private readonly calendar: CityCalendar) {
    this.rejects = new RejectsProjection((minute) => calendar.dayOf(minute * 60_000));
  }

  load(start: CityStart, nowMs: number): void {
    this.turn(nowMs);
    this.countedTo = start.seq;
    this.records.load(start);
    this.records.items.load(start.items);
    this.feeds.load(start);
    this.occurred.load(start);
    this.cells.load(start);
    this.rejects.load(start.rejects);
    this.vitals.load(start.vitals);
    this.bands.load(start.bands);
    this.incidents.load(start);
    this.instructions.load(start);
    this.units.load(start);
    this.risk.load(start);
  }

  /** Applies one entry. Numbers are added only after the roll-ups' cursor; what can be applied twice is. */
  apply(entry: Entry): void {
    this.last = { seq: entry.seq, at: entry.at };
    this.feeds.hear(entry);
    this.vitals.apply(entry);
    this.bands.apply(entry);
    this.incidents.apply(entry);
    this.instructions.apply(entry);
    this.units.apply(entry);
    this.risk.apply(entry);
    this.cells.hear(entry);
    if (entry.seq <= this.countedTo) return;
    this.records.apply(entry);
    this.feeds.apply(entry);
    this.occurred.apply(entry);
    this.cells.apply(entry);
    this.rejects.apply(entry);
  }

  /** Says how far the state goes when there was no entry to apply. */
  standAt(seq: number, at: string): void {
    this.last = { seq, at };
  }

  /** Windows of a moment; forgets once a minute what they no longer reach. */
  turn(nowMs: number): Times {
    const t = timesAt(nowMs, this.calendar);
    if (t.minute === this.minute) return t;
    this.minute = t.minute;
    this.records.forget(t.minute);
    this.feeds.forget(t.minute);
    this.occurred.forget(t.minute);
    this.cells.forget(t.minute);
    this.vitals.forget(t);
    this.incidents.forget(t);
    this.risk.forget(t.minute);
    return t;
  }

  get seq(): number {
    return this.last.seq;
  }

  /** Place of a view: the same on every instance at equal seq and minute, so the later of the last entry and the minute's start. */
  asOf(t: Times): { seq: number; at: string } {
    const minute = new Date(t.minute * 60_000).toISOString();
    return { seq: this.last.seq, at: this.last.at > minute ? this.last.at : minute };
  }
}
