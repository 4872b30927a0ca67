import type pg from 'pg';
import { RiskAssessor } from '../../server/domain/risk-index/assessor.service.js';
import { heldOf } from '../../server/domain/risk-index/difference.rules.js';
import { RiskKeeper } from '../../server/domain/risk-index/keeper.service.js';
import { readHeld } from '../../server/domain/risk-index/states.store.js';
import type { TestApp } from './app.js';

/** States the risk index now, whatever the pace. */
export async function stateRisk({ app }: Pick<TestApp, 'app'>): Promise<void> {
  await app.get(RiskKeeper, { strict: false }).turn();
}

/** Cells that stand otherwise than the index built from scratch has them, after a turn. */
export async function driftedCells(stage: Pick<TestApp, 'app'> & { db: pg.Pool }): Promise<string[]> {
  await stateRisk(stage);
  const held = await readHeld(stage.db);
  const scratch = heldOf((await stage.app.get(RiskAssessor, { strict: false }).look())?.states ?? []);
  return [...new Set([...held.keys(), ...scratch.keys()])].filter((cell) => held.get(cell) !== scratch.get(cell));
}

/** Cells of the finest resolution that stand above zero. */
export async function cellsAboveZero({ db }: { db: pg.Pool }): Promise<number> {
  return [...(await readHeld(db))].filter(([cell, key]) => cell.startsWith('89') && !key.startsWith('[0,')).length;
}
