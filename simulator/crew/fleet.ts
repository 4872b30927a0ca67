import type { Assignment } from '../../protocol/dispatch.js';
import type { LonLat } from '../../protocol/geo.js';
import type { Incident } from '../../protocol/incident.js';
import { UnitList, type Unit, type UnitStatus } from '../../protocol/unit.js';
import { nextStepAt, type Pace } from './pace.js';
import { Refused, type Staff } from './staff.js';
import { Travels } from './travel.js';

/** Units are read anew after so long: real time, and city time on a hurried clock. */
const READ_EVERY_MS = 15_000;
const READ_LEAST_MS = 3000;
/** However fast the city's clock, a unit says no more than once in so long, real time; the patience of the service is more at 60 times. */
const TOLD_LEAST_MS = 3500;
const AT_ONCE = 4;
/** The way back takes so long, city time. */
const BACK_MS = 12 * 60_000;
/** City time between two positions told by a unit: on its way, and at work; well within the patience of the service. */
const TOLD_MOVING_MS = 60_000;
const TOLD_STILL_MS = 10 * 60_000;
const MOVING: readonly UnitStatus[] = ['dispatched', 'en-route', 'returning', 'lost'];
const SILENT: readonly UnitStatus[] = ['standby', 'resting'];

/** Drives the units: they say where they are and what they do, as their phones would. */
export class Fleet {
  private readonly travels = new Travels();
  private readonly places = new Map<string, LonLat>();
  private readonly toldAt = new Map<string, number>();
  private units: readonly Unit[] = [];
  private readAt = -Infinity;

  constructor(
    private readonly staff: Staff,
    private readonly pace: Pace,
    /** City milliseconds in a real one. */
    private readonly rate: number,
  ) {}

  /** Sends a unit that has accepted on its way; it arrives when the crew's next step is due. */
  setOut({ unit }: Assignment, to: Incident, nowMs: number): void {
    const from = this.placeOf(unit);
    if (from === null || to.lon === null || to.lat === null) return;
    const endMs = nextStepAt(this.pace, to) ?? nowMs;
    this.travels.begin(unit, { from, to: [to.lon, to.lat], startMs: nowMs, endMs: Math.max(endMs, nowMs + 60_000) });
  }

  /** Lets every unit that is out say where it is, when it is time to. A service that is away is told next time. */
  async tell(nowMs: number): Promise<void> {
    const pauseMs = Math.max(READ_LEAST_MS, READ_EVERY_MS / this.rate);
    if (performance.now() - this.readAt > pauseMs) await this.read();
    for (const { unit, at } of this.travels.at(nowMs)) this.places.set(unit, at);
    const out = this.units.filter(({ status }) => !SILENT.includes(status));
    let n = 0;
    const lane = async () => {
      while (n < out.length) await this.speak(out[n++] as Unit, nowMs);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  private async speak(unit: Unit, nowMs: number): Promise<void> {
    const told = MOVING.includes(unit.status) ? TOLD_MOVING_MS : TOLD_STILL_MS;
    const pause = Math.max(told, TOLD_LEAST_MS * this.rate);
    if (nowMs - (this.toldAt.get(unit.id) ?? 0) < pause) return;
    this.toldAt.set(unit.id, nowMs);
    const place = this.placeOf(unit.id);
    if (place !== null) await this.post(unit.id, 'position', { lon: rounded(place[0]), lat: rounded(place[1]) });
    const isDriving = this.travels.has(unit.id);
    if (unit.status === 'dispatched' && isDriving) await this.post(unit.id, 'status', { status: 'en-route' });
    if (unit.status === 'on-scene') await this.post(unit.id, 'status', { status: 'handling' });
    if (unit.status === 'returning') await this.goHome(unit, { isDriving, nowMs });
  }

  private async goHome(unit: Unit, { isDriving, nowMs }: { isDriving: boolean; nowMs: number }): Promise<void> {
    const from = this.placeOf(unit.id);
    const isThere = from === null || unit.base === null || (from[0] === unit.base[0] && from[1] === unit.base[1]);
    if (isThere) await this.post(unit.id, 'status', { status: 'standby' });
    else if (!isDriving)
      this.travels.begin(unit.id, { from, to: unit.base as LonLat, startMs: nowMs, endMs: nowMs + BACK_MS });
  }

  /** What a unit says may be out of date by the time it is heard: a refusal is no fault. */
  private async post(unit: string, what: 'position' | 'status', body: object): Promise<void> {
    await this.staff.post(`/api/v1/units/${unit}/${what}`, body).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }

  private async read(): Promise<void> {
    this.readAt = performance.now();
    this.units = (await this.staff.get('/api/v1/units?limit=500', UnitList)).units;
  }

  private placeOf(id: string): LonLat | null {
    const known = this.units.find((unit) => unit.id === id);
    return this.places.get(id) ?? known?.position ?? known?.base ?? null;
  }
}

/** A tenth of a metre is all a phone knows. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
