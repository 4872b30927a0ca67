import type { ClientBase, Pool } from 'pg';
import type { GradeRule, GradeRuleRow } from '../../../protocol/grade-rule.js';

/** Reads the rules by day, oldest first; those that were taken back only when asked for. */
export async function readGradeRules(db: Pool | ClientBase, withWithdrawn = false): Promise<GradeRuleRow[]> {
  const { rows } = await db.query<Omit<GradeRuleRow, keyof Body> & { rule: Body }>(
    `select version, valid_from::text as "validFrom", rule, source, added_by as "addedBy", iso_utc(added_at) as "addedAt",
       withdrawn_by as "withdrawnBy", iso_utc(withdrawn_at) as "withdrawnAt"
     from grade_rule where $1 or withdrawn_at is null order by valid_from, version`,
    [withWithdrawn],
  );
  return rows.map(({ rule, ...row }) => ({ ...row, ...rule }));
}

/** What of a rule stands in its document. */
type Body = Pick<GradeRule, 'windowDays' | 'points' | 'base' | 'cleanDaysPerPoint' | 'least'>;

/** Adds rules that the table has never had; `by` null: built in. */
export async function addGradeRules(
  db: Pool | ClientBase,
  rules: readonly GradeRule[],
  by: string | null,
): Promise<void> {
  const rows = rules.map(({ version, validFrom, source, ...rule }) => ({ version, validFrom, source, rule }));
  await db.query(
    `insert into grade_rule (version, valid_from, rule, source, added_by)
     select version, "validFrom", rule, source, $2 from jsonb_to_recordset($1::jsonb)
       as x (version int, "validFrom" date, rule jsonb, source text) order by version
     on conflict do nothing`,
    [JSON.stringify(rows), by],
  );
}

/** Holds the table until the transaction ends: two changes must not take the same number. */
export async function lockGradeRules(db: ClientBase): Promise<void> {
  await db.query('lock table grade_rule in share row exclusive mode');
}

/** Notes that a rule was taken back. */
export async function withdrawGradeRule(db: ClientBase, version: number, by: string): Promise<void> {
  await db.query('update grade_rule set withdrawn_by = $2, withdrawn_at = city_now() where version = $1', [
    version,
    by,
  ]);
}
