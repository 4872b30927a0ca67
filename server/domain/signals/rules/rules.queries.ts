import type { ClientBase, Pool } from 'pg';
import { SignalRule, type Backtest, type SignalRuleView } from '../../../../protocol/signal.js';

type Db = Pool | ClientBase;

/** Adds rules that the table lacks, as drafts; one that is there stays as the city has it. */
export async function addBuiltIn(db: Db, rules: readonly SignalRule[]): Promise<void> {
  await db.query(
    `insert into signal_rule (id, version, definition) select d ->> 'id', 1, d from jsonb_array_elements($1::jsonb) as d
     where not exists (select from signal_rule r where r.id = d ->> 'id') on conflict do nothing`,
    [JSON.stringify(rules)],
  );
}

interface RuleRow extends Omit<SignalRuleView, 'definition' | 'precision'> {
  definition: unknown;
}

/** Every rule in its newest version, and the one that is live where that is another; with what became of its signals. */
export async function listRules(db: Db, id: string | null = null): Promise<SignalRuleView[]> {
  const { rows } = await db.query<RuleRow>(
    `select r.definition, r.version, r.state, r.backtest,
            count(s.id) filter (where s.state = 'confirmed')::int as confirmed, count(s.id) filter (where s.state = 'dismissed')::int as dismissed
     from signal_rule r left join signal s on s.rule = r.id and not s.is_drill
     where ($1::text is null or r.id = $1) and (r.state = 'live' or r.version = (select max(version) from signal_rule n where n.id = r.id))
     group by r.id, r.version order by r.id, r.version desc`,
    [id],
  );
  return rows.map((row) => {
    const decided = row.confirmed + row.dismissed;
    const precision = decided === 0 ? null : row.confirmed / decided;
    return { ...row, definition: SignalRule.parse(row.definition), precision };
  });
}

/** Adds a version of a rule; it is a draft. */
export async function addVersion(db: ClientBase, rule: SignalRule, by: string): Promise<number> {
  await db.query("select pg_advisory_xact_lock(hashtextextended('signal-rule ' || $1, 0))", [rule.id]);
  const { rows } = await db.query<{ version: number }>(
    `insert into signal_rule (id, version, definition, added_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3 from signal_rule where id = $1 returning version`,
    [rule.id, JSON.stringify(rule), by],
  );
  return (rows[0] as { version: number }).version;
}

/** Keeps what a version did over the past. */
export async function keepBacktest(
  db: Db,
  { id, version }: { id: string; version: number },
  backtest: Backtest,
): Promise<void> {
  await db.query('update signal_rule set backtest = $3 where id = $1 and version = $2', [
    id,
    version,
    JSON.stringify(backtest),
  ]);
}

/** Puts one version in force in place of any other, or takes a rule out of force. */
export async function switchRule(db: ClientBase, id: string, live: number | null): Promise<void> {
  await db.query(
    "update signal_rule set state = 'off' where id = $1 and state = 'live' and version is distinct from $2",
    [id, live],
  );
  if (live !== null) await db.query("update signal_rule set state = 'live' where id = $1 and version = $2", [id, live]);
}
