import type { Pool, PoolClient } from 'pg';
import type { AlertDocument } from '../../../protocol/alert.js';

/** A published version that holds. */
export interface HoldingAlert {
  version: number;
  publishedAt: string;
  document: AlertDocument;
}

/** The newest published version of the month that holds `day`, or of the first month after it that has one; a withdrawn version is as if it were not. */
export async function readHolding(db: Pool | PoolClient, day: string): Promise<HoldingAlert | null> {
  const { rows } = await db.query<HoldingAlert>(
    `select v.version, iso_utc(v.published_at) as "publishedAt", v.document
     from alert a join alert_version v on v.alert = a.id
     where a.month >= date_trunc('month', $1::date)::date and v.published_at is not null
       and not exists (select from alert_version n where n.alert = v.alert and n.version > v.version and n.published_at is not null)
       and not exists (select from alert_withdrawal w where w.alert = v.alert and w.version = v.version)
     order by a.month limit 1`,
    [day],
  );
  return rows[0] ?? null;
}
