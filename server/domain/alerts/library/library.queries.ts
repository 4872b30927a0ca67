import type { ClientBase, Pool } from 'pg';
import type {
  AlertCategory,
  AlertEvent,
  AlertSettings,
  AlertSettingsVersion,
  AlertText,
  AlertTextInput,
} from '../../../../protocol/alert-library.js';

type Db = Pool | ClientBase;

/** The settings in force; undefined before they were seeded. */
export async function readSettings(db: Db): Promise<AlertSettingsVersion | undefined> {
  const { rows } = await db.query<AlertSettingsVersion>(
    'select version, settings from alert_setting order by version desc limit 1',
  );
  return rows[0];
}

/** Adds the next version of the settings; false when that version is there already. */
export async function addSettings(
  db: Db,
  { version, settings, by }: { version: number; settings: AlertSettings; by: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into alert_setting (version, settings, by) values ($1, $2, $3) on conflict do nothing',
    [version, JSON.stringify(settings), by],
  );
  return rowCount === 1;
}

export async function readCategories(db: Db): Promise<AlertCategory[]> {
  const { rows } = await db.query<{ category: AlertCategory }>('select category from alert_category order by id');
  return rows.map((row) => row.category);
}

/** Adds categories whose ids are new. */
export async function addCategories(db: Db, categories: readonly AlertCategory[]): Promise<void> {
  await db.query(
    `insert into alert_category (id, category) select c ->> 'id', c from jsonb_array_elements($1::jsonb) c on conflict do nothing`,
    [JSON.stringify(categories)],
  );
}

/** Makes the categories those given. Alerts hold copies, so that none points here. */
export async function replaceCategories(db: ClientBase, categories: readonly AlertCategory[]): Promise<void> {
  await db.query('delete from alert_category');
  await addCategories(db, categories);
}

export async function readEvents(db: Db): Promise<AlertEvent[]> {
  const { rows } = await db.query<{ event: AlertEvent }>('select event from alert_event order by id');
  return rows.map((row) => row.event);
}

/** Adds events whose ids are new. */
export async function addEvents(db: Db, events: readonly AlertEvent[]): Promise<void> {
  await db.query(
    `insert into alert_event (id, event) select e ->> 'id', e from jsonb_array_elements($1::jsonb) e on conflict do nothing`,
    [JSON.stringify(events)],
  );
}

export async function replaceEvents(db: ClientBase, events: readonly AlertEvent[]): Promise<void> {
  await db.query('delete from alert_event');
  await addEvents(db, events);
}

/** The newest version of each text, retired ones too. */
export async function readTexts(db: Db): Promise<AlertText[]> {
  const { rows } = await db.query<{ text: AlertText }>(
    `select distinct on (id) body || jsonb_build_object('id', id, 'version', version, 'retired', retired, 'by', by, 'at', iso_utc(at)) as text
     from alert_text order by id, version desc`,
  );
  return rows.map((row) => row.text);
}

/** Adds a version of a text; false when that version is there already. */
export async function addText(
  db: Db,
  {
    id,
    version,
    body,
    retired,
    by,
  }: { id: string; version: number; body: AlertTextInput; retired: boolean; by: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into alert_text (id, version, body, retired, by) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [id, version, JSON.stringify(body), retired, by],
  );
  return rowCount === 1;
}
