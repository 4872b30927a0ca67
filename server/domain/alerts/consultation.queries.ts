import type { ClientBase, Pool } from 'pg';
import type { AlertComment } from '../../../protocol/alert-command.js';
import type { AlertDepartment } from '../../../protocol/alert-risk.js';

type Db = Pool | ClientBase;

/** A comment as stored: words sealed, people by name. */
export interface CommentRow extends Omit<AlertComment, 'text' | 'answer'> {
  words: Buffer | null;
  answer: { outcome: 'adopted' | 'declined'; by: string; at: string } | null;
  answerWords: Buffer | null;
}

export async function readComments(db: Db, alert: string, version: number): Promise<CommentRow[]> {
  const { rows } = await db.query<CommentRow>(
    `select c.id::text, c.section, c.department, c.verdict, c.words, coalesce(p.name, c.by) as by, iso_utc(c.at) as at,
       case when a.comment is not null then jsonb_build_object('outcome', a.outcome, 'by', coalesce(q.name, a.by), 'at', iso_utc(a.at)) end as answer,
       a.words as "answerWords"
     from alert_comment c left join alert_answer a on a.comment = c.id left join account p on p.username = c.by
     left join account q on q.username = a.by where c.alert = $1 and c.version = $2 order by c.at, c.id`,
    [alert, version],
  );
  return rows;
}

export async function addComment(
  db: ClientBase,
  c: Pick<AlertComment, 'id' | 'section' | 'department' | 'verdict' | 'by'> & {
    alert: string;
    version: number;
    words: Buffer | null;
  },
): Promise<void> {
  await db.query(
    'insert into alert_comment (id, alert, version, section, department, verdict, words, by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [c.id, c.alert, c.version, c.section, c.department, c.verdict, c.words, c.by],
  );
}

/** Answers a comment once; false when it was answered before. */
export async function addAnswer(
  db: ClientBase,
  a: { comment: string; outcome: 'adopted' | 'declined'; words: Buffer; by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into alert_answer (comment, outcome, words, by) values ($1, $2, $3, $4) on conflict do nothing',
    [a.comment, a.outcome, a.words, a.by],
  );
  return rowCount === 1;
}

/** Asks these departments, and no others. */
export async function setConsulted(
  db: ClientBase,
  { alert, version, departments }: { alert: string; version: number; departments: readonly AlertDepartment[] },
): Promise<void> {
  await db.query('delete from alert_consulted where alert = $1 and version = $2', [alert, version]);
  await db.query(
    `insert into alert_consulted (alert, version, department, name)
     select $1, $2::int, d ->> 'id', d from jsonb_array_elements($3::jsonb) d`,
    [alert, version, JSON.stringify(departments)],
  );
}

export async function readConsulted(
  db: Db,
  alert: string,
  version: number,
): Promise<(AlertDepartment & { reminders: number })[]> {
  const { rows } = await db.query<{ name: AlertDepartment; reminders: number }>(
    'select name, reminders from alert_consulted where alert = $1 and version = $2 order by department',
    [alert, version],
  );
  return rows.map(({ name, reminders }) => ({ ...name, reminders }));
}

/** Counts a reminder of those that have said nothing; answers who they are. */
export async function remindSilent(db: ClientBase, alert: string, version: number): Promise<string[]> {
  const { rows } = await db.query<{ department: string }>(
    `update alert_consulted d set reminders = reminders + 1 where d.alert = $1 and d.version = $2
       and not exists (select from alert_comment c where c.alert = d.alert and c.version = d.version and c.department = d.department)
     returning d.department`,
    [alert, version],
  );
  return rows.map(({ department }) => department).sort();
}
