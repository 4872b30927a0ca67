import type { ClientBase, Pool } from 'pg';
import type { PhotoKind } from '../../../protocol/incident.js';
import { IN_SCOPE, type ReadScope } from './incidents.queries.js';

/** Puts a file to an incident; false when it is there already. */
export async function addAttachment(
  db: ClientBase,
  {
    incident,
    file,
    kind,
    by,
    isDrill,
  }: { incident: string; file: string; kind: PhotoKind; by: string; isDrill: boolean },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into incident_attachment (incident, file, kind, by, is_drill) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [incident, file, kind, by, isDrill],
  );
  return rowCount === 1;
}

/** Whether a file hangs on an incident that a reader may see. Index incident_attachment_file. */
export async function isFileInScope(db: Pool | ClientBase, file: string, scope: ReadScope): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from incident_attachment t join incident i on i.id = t.incident where t.file = $3 and ${IN_SCOPE} limit 1`,
    [scope.districts, scope.account, file],
  );
  return rowCount === 1;
}
