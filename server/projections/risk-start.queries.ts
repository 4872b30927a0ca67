import type { ClientBase } from 'pg';
import type { RiskIndexStart } from './risk-index.projection.js';

/** Each cell as it was stated last, since the last turn that stated all of them. Primary key of risk_cell_state, risk_turn_whole. */
const CELLS = `select to_hex(cell) as cell, value, unknown from (
    select distinct on (res, cell) cell, value, cardinality(unknown) as unknown from risk_cell_state
    where stated_at >= (select max(stated_at) from risk_turn where is_whole) order by res, cell, stated_at desc) l
  where value > 0 or unknown > 0`;

/** Reads the risk index as the journal has told it, in the snapshot of the caller's transaction. */
export async function readRisk(db: ClientBase): Promise<RiskIndexStart> {
  const last = await db.query<{ at: string; weights: number; low: number; middle: number; high: number }>(
    `select iso_utc(t.stated_at) as at, t.weights, max(w.value) filter (where w.name = 'level.low') as low,
            max(w.value) filter (where w.name = 'level.middle') as middle, max(w.value) filter (where w.name = 'level.high') as high
     from (select stated_at, weights from risk_turn order by stated_at desc limit 1) t join risk_weight w on w.version = t.weights
     group by t.stated_at, t.weights`,
  );
  const row = last.rows[0];
  if (!row) return { riskStated: null, riskCells: [] };
  const { rows } = await db.query<{ cell: string; value: number; unknown: number }>(CELLS);
  return {
    riskStated: { at: row.at, weights: row.weights, levels: [row.low, row.middle, row.high] },
    riskCells: rows.map(({ cell, value, unknown }) => [cell, value, unknown]),
  };
}
