import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { RiskStated } from '../../../protocol/facts/risk.js';
import { NO_DISTRICT } from '../../../protocol/geo.js';
import { CityStore } from '../../city/city.store.js';
import { Ground } from '../../city/ground.js';
import { Clock } from '../../platform/clock.js';
import type { CellState } from './assess.rules.js';
import type { Assessment } from './assessor.service.js';
import { countsOf, middleOf, type StatedCell } from './difference.rules.js';
import { keepPartitions, lockTurns, storeTurn } from './states.store.js';

const DAY_MS = 86_400_000;
/** All cells are stated this often, so that a past moment is read from a few hours of changes. */
const WHOLE_EVERY_MS = 3 * 3_600_000;

/** One turn to be kept: the map seen, what changed on it, and when it was stated before (epoch ms). */
export interface TurnToKeep {
  seen: Assessment;
  changed: readonly CellState[];
  before: { statedMs: number; wholeMs: number };
}

/** Writes turns of the index: the past of the map. */
@Injectable()
export class RiskStater {
  /** District by cell, of the city as it is. */
  private districts = new Map<string, string>();

  constructor(
    private readonly ground: Ground,
    private readonly clock: Clock,
    city: CityStore,
  ) {
    city.onChange(() => (this.districts = new Map()));
  }

  /** Keeps a turn in the caller's transaction. Answers its times, and the fact that tells of it. */
  async store(
    db: PoolClient,
    { seen, changed, before }: TurnToKeep,
  ): Promise<{ times: { statedMs: number; wholeMs: number }; fact: RiskStated }> {
    await lockTurns(db);
    // Stamped when it is written, not when it was looked at: in between the map showed the turn before. A clock that is corrected
    // backwards must not put a turn before the last one.
    const statedMs = Math.max(this.clock.now(), before.statedMs + 1);
    // By the last turn that was committed: partitions made in a turn that failed are gone with it.
    if (dayOf(statedMs) !== dayOf(before.statedMs)) await keepPartitions(db, statedMs);
    const isWhole = Math.floor(statedMs / WHOLE_EVERY_MS) !== Math.floor(before.wholeMs / WHOLE_EVERY_MS);
    const all = seen.states.map((state) => this.placed(state));
    const left = changed.filter(({ value, unknown }) => value === 0 && unknown.length === 0);
    const kept = isWhole ? [...all, ...left.map((s) => this.placed(s))] : changed.map((s) => this.placed(s));
    const statedAt = new Date(statedMs).toISOString();
    const turn = { statedAt, weights: seen.version, isWhole, counts: countsOf(all) };
    await storeTurn(db, turn, kept);
    const times = { statedMs, wholeMs: isWhole ? statedMs : before.wholeMs };
    return { times, fact: factOf(seen, changed, statedAt) };
  }

  private placed(state: CellState): StatedCell {
    return { ...state, district: this.districtOf(state.cell) };
  }

  private districtOf(cell: string): string {
    const known = this.districts.get(cell);
    if (known !== undefined) return known;
    const { lon, lat } = middleOf(cell);
    const district = this.ground.districtAt(lon, lat) ?? NO_DISTRICT;
    this.districts.set(cell, district);
    return district;
  }
}

const dayOf = (ms: number) => Math.floor(ms / DAY_MS);

function factOf(seen: Assessment, changed: readonly CellState[], at: string): RiskStated {
  const { weights } = seen;
  return {
    ...{ type: 'risk.stated', at, weights: seen.version },
    levels: [weights['level.low'], weights['level.middle'], weights['level.high']],
    cells: changed.map(({ cell, value, unknown }) => [cell, value, unknown.length]),
  };
}
