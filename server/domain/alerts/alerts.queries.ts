import type { ClientBase, Pool } from 'pg';
import type { AlertDocument, AlertState } from '../../../protocol/alert.js';
import type { AlertHead, AlertLogLine } from '../../../protocol/alert-command.js';

type Db = Pool | ClientBase;

/** One version as stored, without what follows from others. */
export interface VersionRow {
  alert: string;
  version: number;
  state: AlertState;
  revision: number;
  compile: number;
  document: AlertDocument;
  hash: string | null;
  authors: string[];
  deadline: string | null;
  submittedBy: string | null;
  approvedBy: string | null;
  publishedAt: string | null;
  withdrawnAt: string | null;
  withdrawnReason: { zh: string; en: string } | null;
}

// A published version holds until a later one is published, or it is withdrawn.
const STATE = `case when w.at is not null then 'withdrawn'
  when v.state = 'published' and exists (select from alert_version n where n.alert = v.alert and n.version > v.version and n.state = 'published')
  then 'corrected' else v.state end`;
const ROW = `v.alert, v.version, ${STATE} as state, v.revision, v.compile, v.document, v.hash, v.authors, iso_utc(v.deadline) as deadline,
  v.submitted_by as "submittedBy", v.approved_by as "approvedBy", iso_utc(v.published_at) as "publishedAt", iso_utc(w.at) as "withdrawnAt",
  w.reason as "withdrawnReason"`;
const FROM = 'alert_version v left join alert_withdrawal w on w.alert = v.alert and w.version = v.version';

/** Locks an alert until the transaction ends; whoever changes it reads it afterwards. */
export async function lockAlert(db: ClientBase, id: string): Promise<boolean> {
  return (await db.query('select from alert where id = $1 for update', [id])).rowCount === 1;
}

/** All versions of an alert, the newest first. */
export async function readVersions(db: Db, id: string): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>(`select ${ROW} from ${FROM} where v.alert = $1 order by v.version desc`, [
    id,
  ]);
  return rows;
}

/** The newest version of an alert; undefined when there is none. */
export async function readNewest(db: Db, id: string): Promise<VersionRow | undefined> {
  const { rows } = await db.query<VersionRow>(
    `select ${ROW} from ${FROM} where v.alert = $1 order by v.version desc limit 1`,
    [id],
  );
  return rows[0];
}

/** The newest version of each alert, the newest month first. */
export async function readHeads(db: Db, limit: number): Promise<AlertHead[]> {
  const { rows } = await db.query<AlertHead>(
    `select v.alert as id, v.document ->> 'no' as no, v.document ->> 'month' as month, v.document -> 'title' as title, v.version, ${STATE} as state,
       v.revision, v.document -> 'inputs' ->> 'compiledAt' as "compiledAt", iso_utc(v.deadline) as deadline, iso_utc(v.published_at) as "publishedAt",
       (select max(p.version) from alert_version p where p.alert = v.alert and p.state = 'published') as published
     from alert a cross join lateral (select version from alert_version x where x.alert = a.id order by version desc limit 1) newest
     join alert_version v on v.alert = a.id and v.version = newest.version
     left join alert_withdrawal w on w.alert = v.alert and w.version = v.version order by a.month desc limit $1`,
    [limit],
  );
  return rows;
}

/** Adds an alert unless its month has one; answers its next compile number. */
export async function takeCompile(db: ClientBase, id: string, month: string): Promise<number> {
  const { rows } = await db.query<{ compiles: number }>(
    `insert into alert (id, month, compiles) values ($1, ($2 || '-01')::date, 1)
     on conflict (id) do update set compiles = alert.compiles + 1 returning compiles`,
    [id, month],
  );
  return rows[0]?.compiles ?? 1;
}

/** Adds a version as a draft. */
export async function addVersion(
  db: ClientBase,
  {
    alert,
    version,
    compile,
    document,
    authors,
  }: Pick<VersionRow, 'alert' | 'version' | 'compile' | 'document' | 'authors'>,
): Promise<void> {
  await db.query(
    `insert into alert_version (alert, version, state, compile, document, authors) values ($1, $2, 'draft', $3, $4, $5)`,
    [alert, version, compile, JSON.stringify(document), authors],
  );
}

/** What changes of a working version; keys that are left out stay. */
export interface Saved {
  state?: AlertState;
  document?: AlertDocument;
  compile?: number;
  author?: string;
  deadline?: string | null;
  submittedBy?: string | null;
}

/** Saves the working version and counts its revision. */
export async function saveVersion(
  db: ClientBase,
  { alert, version }: Pick<VersionRow, 'alert' | 'version'>,
  saved: Saved,
): Promise<void> {
  await db.query(
    `update alert_version set revision = revision + 1, state = coalesce($3, state), document = coalesce($4::jsonb, document),
       compile = coalesce($5, compile), authors = case when $6::text is null or $6 = any (authors) then authors else authors || $6::text end,
       deadline = case when $7 then $8::timestamptz else deadline end, submitted_by = case when $9 then $10 else submitted_by end,
       approved_by = case when coalesce($3, state) = 'approved' then approved_by end, approved_at = case when coalesce($3, state) = 'approved' then approved_at end
     where alert = $1 and version = $2`,
    [
      ...[alert, version, saved.state ?? null, saved.document ? JSON.stringify(saved.document) : null],
      ...[saved.compile ?? null, saved.author ?? null, 'deadline' in saved, saved.deadline ?? null],
      ...['submittedBy' in saved, saved.submittedBy ?? null],
    ],
  );
}

export async function approve(
  db: ClientBase,
  { alert, version }: Pick<VersionRow, 'alert' | 'version'>,
  by: string,
): Promise<void> {
  await db.query(
    `update alert_version set state = 'approved', revision = revision + 1, approved_by = $3, approved_at = city_now()
     where alert = $1 and version = $2`,
    [alert, version, by],
  );
}

/** Publishes it: from here on a trigger keeps it as it is. */
export async function publish(
  db: ClientBase,
  { alert, version }: Pick<VersionRow, 'alert' | 'version'>,
  { by, hash, document }: { by: string; hash: string; document: AlertDocument },
): Promise<void> {
  await db.query(
    `update alert_version set state = 'published', revision = revision + 1, published_by = $3, published_at = city_now(), hash = $4,
       document = $5 where alert = $1 and version = $2`,
    [alert, version, by, hash, JSON.stringify(document)],
  );
}

export async function withdraw(
  db: ClientBase,
  { alert, version }: Pick<VersionRow, 'alert' | 'version'>,
  { by, reason }: { by: string; reason: { zh: string; en: string } },
): Promise<void> {
  await db.query('insert into alert_withdrawal (alert, version, by, reason) values ($1, $2, $3, $4)', [
    ...[alert, version, by, JSON.stringify(reason)],
  ]);
}

/** Drops the draft of a correction. */
export async function discard(
  db: ClientBase,
  { alert, version }: Pick<VersionRow, 'alert' | 'version'>,
): Promise<void> {
  await db.query('delete from alert_version where alert = $1 and version = $2', [alert, version]);
}

/** What was done to an alert, the newest first: its lines of the audit. */
export async function readLog(db: Db, id: string, limit: number): Promise<AlertLogLine[]> {
  const { rows } = await db.query<AlertLogLine>(
    `select iso_utc(e.at) as at, coalesce(a.name, e.actor) as by, e.action, coalesce((e.detail ->> 'version')::int, 0) as version,
       e.detail ->> 'note' as note
     from audit_entry e left join account a on a.username = e.actor where e.subject = $1 and e.action like 'alert.%' order by e.at desc limit $2`,
    [id, limit],
  );
  return rows;
}
