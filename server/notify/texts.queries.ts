import type { ClientBase, Pool } from 'pg';
import type { NoticeTexts } from '../../protocol/notice.js';

/** The city's own text of a notice, the version that holds. */
export interface OwnText extends NoticeTexts {
  id: string;
  version: number;
  by: string;
  at: string;
}

/** Reads the texts that hold. */
export async function readTexts(db: Pool): Promise<OwnText[]> {
  const { rows } = await db.query<OwnText>(
    `select distinct on (t.id) t.id, t.version, t.zh, t.en, coalesce(a.name, t.by) as by, iso_utc(t.at) as at from notice_template t
     left join account a on a.username = t.by order by t.id, t.version desc`,
  );
  return rows;
}

/** Reads the text of one notice in one language; undefined when the built-in one holds. Primary key. */
export async function readText(db: Pool, id: string, lang: 'zh' | 'en'): Promise<string | undefined> {
  const { rows } = await db.query<NoticeTexts>(
    'select zh, en from notice_template where id = $1 order by version desc limit 1',
    [id],
  );
  return rows[0]?.[lang];
}

/** Adds the version after the one that was seen; false when somebody else was faster. */
export async function addText(
  db: ClientBase,
  { id, version, zh, en, by }: NoticeTexts & { id: string; version: number; by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into notice_template (id, version, zh, en, by) select $1, $2::int + 1, $3, $4, $5
     where coalesce((select max(version) from notice_template where id = $1), 0) = $2 on conflict do nothing`,
    [id, version, zh, en, by],
  );
  return rowCount === 1;
}
