import type { ClientBase } from 'pg';
import type { CourseLine } from '../../../../protocol/incident.js';

/** Reads the ticks of an incident and those taken back, in order. Index journal_subject. */
export async function readTicks(
  db: ClientBase,
  id: string,
): Promise<Pick<CourseLine, 'type' | 'what' | 'ref' | 'by' | 'at'>[]> {
  const { rows } = await db.query<Pick<CourseLine, 'type' | 'what' | 'ref' | 'by' | 'at'>>(
    `select type, fact ->> 'what' as what, fact ->> 'ref' as ref, actor as by, iso_utc(at) as at from journal_entry
     where subject = $1 and type = 'incident.noted' and fact ->> 'what' in ('ticked', 'unticked') order by seq`,
    [id],
  );
  return rows;
}
