import type pg from 'pg';
import type { AuditQuery } from './identity.input.js';

/** A line of the audit. */
export interface AuditLine {
  id: string;
  at: Date;
  actor: string | null;
  /** Name of the actor's account, and of the account or unit that is the subject. */
  actorName: string | null;
  subjectName: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
}

/** A page of the audit, newest first (primary key backwards). An account as subject is found by its username, too. `cursor` is null on the last page. */
export async function auditPage(db: pg.Pool, q: AuditQuery): Promise<{ items: AuditLine[]; cursor: string | null }> {
  const { rows } = await db.query<AuditLine>(
    `select e.id::text, e.at, e.actor, e.address, e.action, e.subject, e.detail, a.name as "actorName",
       coalesce(s.name || ' · ' || s.username, u.name_zh) as "subjectName"
     from (
       select * from audit_entry
       where ($1::bigint is null or id < $1) and ($2::text is null or actor = $2) and ($3::text is null or action = $3)
         and ($4::text is null or subject = $4 or subject = (select id::text from account where username = $4))
         and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
       order by id desc limit $7 + 1
     ) e left join account a on a.username = e.actor left join account s on s.id::text = e.subject left join unit u on u.id = e.subject
     order by e.id desc`,
    [q.cursor ?? null, q.actor ?? null, q.action ?? null, q.subject ?? null, q.from ?? null, q.to ?? null, q.limit],
  );
  const items = rows.slice(0, q.limit);
  return { items, cursor: rows.length > q.limit ? (items.at(-1)?.id ?? null) : null };
}
