import type { ClientBase, Pool } from 'pg';
import type { RiskWeights } from '../../../protocol/risk.js';
import type { RiskWeight } from '../../../protocol/risk-weight.js';

type Db = Pool | ClientBase;

const VERSIONS = `select w.version, iso_utc(w.published_at) as "publishedAt", w.published_by as "publishedBy", w.reason,
    (select jsonb_agg(jsonb_build_object('name', r.name, 'value', r.value, 'source', r.source) order by r.name)
     from risk_weight r where r.version = w.version) as weights
  from risk_weights w`;

/** Every version, the newest first. */
export async function listWeights(db: Db): Promise<RiskWeights[]> {
  return (await db.query<RiskWeights>(`${VERSIONS} order by w.version desc`)).rows;
}

/** The version in force: the newest. */
export async function newestWeights(db: Db): Promise<RiskWeights | undefined> {
  return (await db.query<RiskWeights>(`${VERSIONS} order by w.version desc limit 1`)).rows[0];
}

/** Adds a version; answers false when one of that number is there. */
export async function addWeights(
  db: ClientBase,
  version: { version: number; by: string | null; reason: string },
  weights: readonly RiskWeight[],
): Promise<boolean> {
  const added = await db.query(
    'insert into risk_weights (version, published_by, reason) values ($1, $2, $3) on conflict do nothing',
    [version.version, version.by, version.reason],
  );
  if (added.rowCount !== 1) return false;
  await db.query(
    `insert into risk_weight (version, name, value, source)
     select $1, name, value, source from jsonb_to_recordset($2::jsonb) as r (name text, value int, source text)`,
    [version.version, JSON.stringify(weights)],
  );
  return true;
}
