import type { ClientBase, Pool, PoolClient } from 'pg';
import pg from 'pg';
import type { RiskContribution } from '../../../protocol/risk.js';
import { isOnMap, keyOf, type Held, type StatedCell, type TurnCounts } from './difference.rules.js';
import { neededDays, pastDays } from './partitions.rules.js';

type Db = Pool | ClientBase;
const { escapeIdentifier, escapeLiteral } = pg;

/** A turn of the index as it is kept. */
export interface Turn {
  statedAt: string;
  weights: number;
  isWhole: boolean;
  counts: TurnCounts;
}

/**
 * Waits for those who read the map as of now, and lets new ones wait until the turn is committed: what it is stamped with from here on lies after
 * everything that was shown. The first lock of a turn's transaction on tables of the index.
 */
export async function lockTurns(db: PoolClient): Promise<void> {
  await db.query('lock table risk_turn in row exclusive mode');
}

/** Keeps a turn, and what it stated of cells. */
export async function storeTurn(db: PoolClient, turn: Turn, states: readonly StatedCell[]): Promise<void> {
  await db.query('insert into risk_turn (stated_at, weights, is_whole, counts) values ($1, $2, $3, $4)', [
    ...[turn.statedAt, turn.weights, turn.isWhole, JSON.stringify(turn.counts)],
  ]);
  if (states.length === 0) return;
  await db.query(
    `insert into risk_cell_state (res, cell, stated_at, district, value, level, unknown, contributions)
     select res, ('x' || lpad(cell, 16, '0'))::bit(64)::bigint, $1, district, value, level,
            array(select json_array_elements_text(unknown)), contributions
     from json_to_recordset($2) as r (res int, cell text, district text, value int, level int, unknown json, contributions json)`,
    [turn.statedAt, JSON.stringify(states)],
  );
}

/** When the index was stated last, and when all of it was; null before the first time. */
export async function lastTurn(db: Db): Promise<{ statedAt: string; wholeAt: string } | null> {
  const { rows } = await db.query<{ statedAt: string | null; wholeAt: string }>(
    'select iso_utc(max(stated_at)) as "statedAt", iso_utc(max(stated_at) filter (where is_whole)) as "wholeAt" from risk_turn',
  );
  const { statedAt = null, wholeAt = '' } = rows[0] ?? {};
  return statedAt === null ? null : { statedAt, wholeAt };
}

interface StateRow extends Pick<StatedCell, 'cell' | 'value' | 'level' | 'unknown'> {
  contributions: RiskContribution[];
}

/** The map as it was last stated, to go on from. */
export async function readHeld(db: Db): Promise<Held> {
  const { rows } = await db.query<StateRow>(
    `select distinct on (res, cell) to_hex(cell) as cell, value, level, unknown, contributions from risk_cell_state
     where stated_at >= (select max(stated_at) from risk_turn where is_whole) order by res, cell, stated_at desc`,
  );
  return new Map(rows.filter(isOnMap).map((row) => [row.cell, keyOf(row)]));
}

/** Makes the partitions around `nowMs` and drops those that nobody may ask for any more. */
export async function keepPartitions(db: PoolClient, nowMs: number): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'risk_cell_state'::regclass`,
  );
  const there = rows.map(({ name }) => name);
  for (const { name, from, to } of neededDays(nowMs))
    if (!there.includes(name))
      await db.query(
        `create table ${escapeIdentifier(name)} partition of risk_cell_state for values from (${escapeLiteral(from)}) to (${escapeLiteral(to)})`,
      );
  const { past, before } = pastDays(there, nowMs);
  for (const name of past) await db.query(`drop table ${escapeIdentifier(name)}`);
  await db.query('delete from risk_turn where stated_at < $1', [before]);
}
