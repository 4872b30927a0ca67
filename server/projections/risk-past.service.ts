import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { READING_CONDITIONS } from '../../protocol/alarm.js';
import {
  RISK_DAYS,
  type RiskCells,
  type RiskCourse,
  type RiskDistricts,
  type RiskExplanation,
  type SilentSensor,
} from '../../protocol/risk.js';
import { Areas } from '../city/areas.js';
import { AlarmRules, Sensors } from '../city/sensors.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { isMiddleIn, countsOf, type Box } from './risk-cells.rules.js';
import * as past from './risk-past.queries.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A turn of the index takes no longer from its stamp to its commit; before that its moment may still change. */
const TURN_AT_MOST_MS = 60_000;

/** What is asked: a resolution, the districts that the reader sees of it (null: all), and a moment (undefined: now). */
export interface RiskScope {
  res: number;
  districts: readonly string[] | null;
  at: string | undefined;
}

/** The map of the risk index at any moment of the last days, as it was stated then. */
@Injectable()
export class RiskPast {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly areas: Areas,
    private readonly sensors: Sensors,
    private readonly rules: AlarmRules,
  ) {}

  /** Cells on the map, within a box where one is given. @throws 400 risk/in-the-future, risk/too-long-ago */
  cells(scope: RiskScope, box: Box | null): Promise<RiskCells> {
    return this.asOf(scope.at, async (db, at) => {
      const turn = await past.turnAt(db, at);
      const all = turn ? await past.readCells(db, turn, scope) : [];
      const cells = box ? all.filter(({ cell }) => isMiddleIn(cell, box)) : all;
      return { ...headOf(at, turn), res: scope.res, counts: countsOf(cells), cells };
    });
  }

  /** Districts, each as bad as its worst cell. */
  async districts(scope: RiskScope): Promise<RiskDistricts> {
    const { cells, counts: _counts, ...head } = await this.cells(scope, null);
    const codes = scope.districts ?? this.areas.districts().map((area) => area.code);
    const districts = codes.map((district) => {
      const mine = cells.filter((cell) => cell.district === district);
      const worst = mine[0];
      const unknown = [...new Set(mine.flatMap((cell) => cell.unknown))].sort();
      const { value = 0, level = 0, cell = null } = worst ?? {};
      return { district, value, level, cell, counts: countsOf(mine), unknown };
    });
    return { ...head, districts };
  }

  /** Why a cell has its value, and what it was an hour and a week before. All zero where it was not on the map. @throws as {@link cells} */
  explain(at: string | undefined, of: { res: number; cell: string }): Promise<Omit<RiskExplanation, 'district'>> {
    return this.asOf(at, async (db, moment) => {
      const turn = await past.turnAt(db, moment);
      const stated = turn ? await past.readCell(db, turn, of) : undefined;
      const points = turn ? await past.readAlarmPoints(db, turn.weights) : new Map<number, number>();
      const { value = 0, level = 0, contributions = [], unknown = [], since = null } = stated ?? {};
      return {
        ...{ ...of, at: moment, since, value, level, weights: turn?.weights ?? null, contributions },
        unknown: unknown.map((id) => this.silent(id, points)),
        hourAgo: await valueAt(db, Date.parse(moment) - HOUR_MS, of),
        weekAgo: await valueAt(db, Date.parse(moment) - RISK_DAYS * DAY_MS, of),
      };
    });
  }

  /** Counts at the end of each hour of the last days; the running one as it is now. */
  async course({ res, districts }: Omit<RiskScope, 'at'>): Promise<RiskCourse> {
    const nowMs = this.clock.now();
    const hour = Math.floor(nowMs / HOUR_MS);
    const first = hour - RISK_DAYS * 24 + 1;
    const span = { from: isoOf(first * HOUR_MS), to: isoOf((hour + 1) * HOUR_MS) };
    const found = await this.inSnapshot((db) => past.readCourse(db, span));
    const byHour = new Map(found.map((row) => [row.hour, past.addUp(row.counts, res, districts)]));
    const hours = Array.from({ length: RISK_DAYS * 24 }, (_, i) => first + i);
    return { res, hours: hours.map((h) => ({ from: isoOf(h * HOUR_MS), counts: byHour.get(h) ?? null })) };
  }

  private silent(id: string, points: ReadonlyMap<number, number>): SilentSensor {
    const sensor = this.sensors.get(id);
    const rules = sensor ? this.rules.of(sensor, READING_CONDITIONS) : [];
    const worst = rules
      .filter((rule) => rule.condition !== 'out-of-range')
      .map((rule) => points.get(rule.priority) ?? 0);
    return { sensor: id, couldAdd: Math.max(0, ...worst) };
  }

  /** Reads as of a moment, now when none is asked for. What is told of any moment is told the same for ever. */
  private async asOf<T>(asked: string | undefined, read: (db: ClientBase, at: string) => Promise<T>): Promise<T> {
    const ms = asked === undefined ? null : await this.momentOf(asked);
    return this.inSnapshot(async (db) => {
      if (ms === null || ms > this.clock.now() - TURN_AT_MOST_MS) await past.awaitTurn(db);
      return read(db, isoOf(ms ?? this.clock.now()));
    });
  }

  private async momentOf(at: string): Promise<number> {
    const ms = Date.parse(at);
    if (ms > this.clock.now() && ms > (await this.clock.read()))
      throw new DomainError(400, 'risk/in-the-future', "at is later than the city's clock; leave it out for now");
    if (ms < this.clock.now() - RISK_DAYS * DAY_MS)
      throw new DomainError(400, 'risk/too-long-ago', `the map is kept for ${RISK_DAYS} days; ask for a later moment`);
    return ms;
  }

  private inSnapshot<T>(read: (db: ClientBase) => Promise<T>): Promise<T> {
    return this.database.tx(this.database.query, async (db) => {
      await db.query('set transaction isolation level repeatable read read only');
      return read(db);
    });
  }
}

async function valueAt(db: ClientBase, ms: number, of: { res: number; cell: string }): Promise<number | null> {
  const turn = await past.turnAt(db, isoOf(ms));
  return turn ? ((await past.readCell(db, turn, of))?.value ?? 0) : null;
}

function headOf(at: string, turn: past.PastTurn | null) {
  return { at, statedAt: turn?.statedAt ?? null, weights: turn?.weights ?? null };
}

const isoOf = (ms: number) => new Date(ms).toISOString();
