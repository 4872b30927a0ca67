import { Injectable } from '@nestjs/common';
import { latLngToCell } from 'h3-js';
import type { ClientBase } from 'pg';
import { Clock } from '../../platform/clock.js';
import type { Causes, Weights } from './causes.js';
import {
  readAlarms,
  readIncidents,
  readRegister,
  readRecords,
  readSilent,
  readUsual,
  usualAt,
} from './causes.queries.js';
import { partOf, Usual } from './usual.rules.js';

const STORED_RES = 9;
const MINUTE_MS = 60_000;
/** Places remembered as cells: sensors stand still, and there are tens of thousands of them. */
const PLACES = 200_000;

/** Collects what the index is made of, in the snapshot of the caller's transaction. */
@Injectable()
export class RiskCauses {
  private readonly cells = new Map<string, string>();
  private usual: { key: string; of: Usual } | undefined;

  constructor(private readonly clock: Clock) {}

  /** Reads all causes as of now. */
  async read(db: ClientBase, nowMs: number): Promise<Causes> {
    const alarms = (await readAlarms(db)).map(({ lon, lat, ...cause }) => ({ ...cause, h3: this.cellOf(lon, lat) }));
    const incidents = await readIncidents(db);
    const registered = await readRegister(db);
    const silent = await readSilent(db);
    return {
      standing: [...alarms, ...incidents, ...registered],
      records: await readRecords(db, Math.floor(nowMs / MINUTE_MS)),
      silent: silent.map(({ sensor, lon, lat }) => ({ sensor, h3: this.cellOf(lon, lat) })),
    };
  }

  /** What is usual at this part of the city's day; read again when it was computed anew. */
  async usualNow(db: ClientBase, by: { nowMs: number; version: number; weights: Weights }): Promise<Usual> {
    const hours = (this.clock.hourStart(by.nowMs) - this.clock.dayStart(by.nowMs)) / (60 * MINUTE_MS);
    const part = Math.min(3, partOf(hours));
    const key = `${part} ${by.version} ${await usualAt(db)}`;
    if (this.usual?.key !== key) {
      const { rows, hours: basis } = await readUsual(db, part);
      this.usual = { key, of: new Usual(rows, basis, by.weights) };
    }
    return this.usual.of;
  }

  private cellOf(lon: number, lat: number): string {
    const key = `${lon} ${lat}`;
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    if (this.cells.size >= PLACES) this.cells.clear();
    const cell = latLngToCell(lat, lon, STORED_RES);
    this.cells.set(key, cell);
    return cell;
  }
}
