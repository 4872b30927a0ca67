import type { ClientBase, PoolClient } from 'pg';
import type { KpiDefinition, KpiDefinitionInput, KpiTerm } from '../../../protocol/kpi.js';

/** A counter as its table has it: '' and 0 stand for any. */
export interface Counter {
  query: string;
  stream: string;
  type: string;
  source: string;
  priority: number;
}

/** The counter of a term; null for terms that count nothing of ours. */
export function counterOf(term: KpiTerm): Counter | null {
  if (term.from !== 'query') return null;
  const { stream = '', type = '', source = '', priority = 0 } = term.filter ?? {};
  return { query: term.query, stream, type, source, priority };
}

/** Reads every version of every indicator in the order of the tree. */
export async function readDefinitions(db: ClientBase): Promise<KpiDefinition[]> {
  const { rows } = await db.query<{ definition: KpiDefinition; version: number }>(
    'select definition, version from kpi_indicator order by position, code, version',
  );
  return rows.map(({ definition, version }) => ({ ...definition, version }));
}

/** Adds a version, and ends the one before it the day before it begins. */
export async function addDefinition(
  db: ClientBase,
  definition: KpiDefinitionInput,
  at: { version: number; position: number; by: string | null },
): Promise<void> {
  await db.query(
    `update kpi_indicator set valid_to = $2::date - 1, definition = definition || jsonb_build_object('validTo', to_char($2::date - 1, 'YYYY-MM-DD'))
     where code = $1 and (valid_to is null or valid_to >= $2::date)`,
    [definition.code, definition.validFrom],
  );
  const { code, validFrom, validTo } = definition;
  await db.query(
    `insert into kpi_indicator (code, version, position, valid_from, valid_to, definition, added_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [code, at.version, at.position, validFrom, validTo, JSON.stringify(definition), at.by],
  );
}

/** Adds counters that are new and answers their ids. */
export async function addCounters(db: PoolClient, counters: readonly Counter[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `insert into kpi_counter (query, stream, type, source, priority)
     select distinct query, stream, type, source, priority
     from json_to_recordset($1) as r (query text, stream text, type text, source text, priority int)
     on conflict do nothing returning id`,
    [JSON.stringify(counters)],
  );
  return rows.map((row) => row.id);
}
