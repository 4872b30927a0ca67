import type pg from 'pg';
import type { AuditQuery } from './identity.input.js';

/** A line of the audit. */
export interface AuditLine {
  id: string;
  at: Date;
  actor: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
}

/** A page of the audit, newest first (primary key backwards). `cursor` is null on the last page. */
export async function auditPage(db: pg.Pool, q: AuditQuery): Promise<{ items: AuditLine[]; cursor: string | null }> {
  const { rows } = await db.query<AuditLine>(
    `select id::text, at, actor, address, action, subject, detail from audit_entry
     where ($1::bigint is null or id < $1) and ($2::text is null or actor = $2) and ($3::text is null or action = $3)
       and ($4::text is null or subject = $4) and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
     order by audit_entry.id desc limit $7 + 1`,
    [q.cursor ?? null, q.actor ?? null, q.action ?? null, q.subject ?? null, q.from ?? null, q.to ?? null, q.limit],
  );
  const items = rows.slice(0, q.limit);
  return { items, cursor: rows.length > q.limit ? (items.at(-1)?.id ?? null) : null };
}
