import type { Pool } from 'pg';
import type { AlertDocument } from '../../protocol/alert.js';

/** Puts a version of an alert into the database: published by another than its author, or a draft. */
export async function seedAlert(db: Pool, document: AlertDocument, published: boolean): Promise<void> {
  const { id, month, version } = document;
  await db.query(`insert into alert (id, month, compiles) values ($1, $2::date, 1) on conflict do nothing`, [
    id,
    `${month}-01`,
  ]);
  const stored = [id, version, JSON.stringify(document), ['operator']];
  if (!published) {
    await db.query(
      `insert into alert_version (alert, version, state, compile, document, authors) values ($1, $2, 'draft', 1, $3, $4)`,
      stored,
    );
    return;
  }
  await db.query(
    `insert into alert_version (alert, version, state, compile, document, authors, approved_by, approved_at, published_by, published_at, hash)
     values ($1, $2, 'published', 1, $3, $4, 'leader', city_now(), 'leader', city_now(), $5)`,
    [...stored, String(version).repeat(64)],
  );
}
