import type { ClientBase } from 'pg';
import type { AlertDocument } from '../../../../protocol/alert.js';

/** The newest published document whose month is over on that day, unless it was withdrawn; undefined when there is none. */
export async function readLastChecked(db: ClientBase, day: string): Promise<AlertDocument | undefined> {
  const { rows } = await db.query<{ document: AlertDocument }>(
    `select v.document from alert a join alert_version v on v.alert = a.id and v.state = 'published'
     where a.month + interval '1 month' <= $1::date + 1
       and not exists (select from alert_withdrawal w where w.alert = v.alert and w.version = v.version)
     order by a.month desc, v.version desc limit 1`,
    [day],
  );
  return rows[0]?.document;
}
