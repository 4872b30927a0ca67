import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type {
  AlertCategory,
  AlertEvent,
  AlertSettings,
  AlertSettingsVersion,
  AlertText,
  AlertTextInput,
} from '../../../../protocol/alert-library.js';
import { Audit } from '../../../identity/audit.service.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import type { Doer } from '../doer.js';
import { DEFAULT_CATEGORIES } from './categories.data.js';
import * as queries from './library.queries.js';
import { DEFAULT_EVENTS, DEFAULT_SETTINGS } from './settings.data.js';
import { DEFAULT_TEXTS } from './texts.data.js';

/** What the monthly alert is made by and of: settings, kinds of risk, texts, the calendar. Every change is audited. */
@Injectable()
export class AlertLibrary implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** Seeds what has no line yet; what people changed stays. */
  async onModuleInit(): Promise<void> {
    const db = this.db.system;
    await queries.addSettings(db, { version: 1, settings: DEFAULT_SETTINGS, by: null });
    await queries.addCategories(db, DEFAULT_CATEGORIES);
    await queries.addEvents(db, DEFAULT_EVENTS);
    for (const { id, ...body } of DEFAULT_TEXTS)
      await queries.addText(db, { id, version: 1, body, retired: false, by: null });
  }

  async settings(db: PoolClient | Database['query'] = this.db.query): Promise<AlertSettingsVersion> {
    return (await queries.readSettings(db)) ?? { version: 0, settings: DEFAULT_SETTINGS };
  }

  /** @throws alert-settings/changed (409), alert-settings/more-than-most (422) */
  async saveSettings(seen: number, settings: AlertSettings, by: Doer): Promise<AlertSettingsVersion> {
    if (settings.least > settings.most) {
      const fault = {
        pointer: '/settings/least',
        code: 'alert-settings/more-than-most',
        detail: 'least is more than most',
      };
      throw new DomainError(422, fault.code, fault.detail, { errors: [fault] });
    }
    await this.db.tx(this.db.query, async (db) => {
      const { version } = await this.settings(db);
      const added = version === seen && (await queries.addSettings(db, { version: seen + 1, settings, by: by.actor }));
      if (!added) throw new DomainError(409, 'alert-settings/changed', `it is version ${version} now; look again`);
      await this.audit.record({ ...by, action: 'alert-settings.changed', detail: { version: seen + 1 } }, db);
    });
    return this.settings();
  }

  categories(): Promise<AlertCategory[]> {
    return queries.readCategories(this.db.query);
  }

  async saveCategories(categories: readonly AlertCategory[], by: Doer): Promise<AlertCategory[]> {
    onlyOnce(categories, 'categories');
    await this.db.tx(this.db.query, async (db) => {
      await queries.replaceCategories(db, categories);
      const detail = { categories: categories.map((c) => c.id) };
      await this.audit.record({ ...by, action: 'alert-categories.changed', detail }, db);
    });
    return this.categories();
  }

  events(): Promise<AlertEvent[]> {
    return queries.readEvents(this.db.query);
  }

  async saveEvents(events: readonly AlertEvent[], by: Doer): Promise<AlertEvent[]> {
    onlyOnce(events, 'events');
    await this.db.tx(this.db.query, async (db) => {
      await queries.replaceEvents(db, events);
      await this.audit.record(
        { ...by, action: 'alert-events.changed', detail: { events: events.map((e) => e.id) } },
        db,
      );
    });
    return this.events();
  }

  texts(): Promise<AlertText[]> {
    return queries.readTexts(this.db.query);
  }

  /** @throws alert-text/id-taken (409) */
  async addText(id: string, body: AlertTextInput, by: Doer): Promise<AlertText> {
    return this.writeText({ id, version: 1, body, retired: false, by }, `${id} is there; give this one another id`);
  }

  /** The next version of a text; who reads an old alert still knows which one it had. @throws alert-text/unknown (404), alert-text/changed (409) */
  async changeText(
    id: string,
    { seen, body, retired }: { seen: number; body: AlertTextInput; retired: boolean },
    by: Doer,
  ): Promise<AlertText> {
    const now = (await this.texts()).find((text) => text.id === id);
    if (!now) throw new DomainError(404, 'alert-text/unknown', `no text ${id.slice(0, 60)}`);
    if (now.version !== seen) throw new DomainError(409, 'alert-text/changed', `it is version ${now.version} now`);
    return this.writeText({ id, version: seen + 1, body, retired, by }, 'somebody changed it just now; look again');
  }

  private async writeText(
    { by, ...text }: { id: string; version: number; body: AlertTextInput; retired: boolean; by: Doer },
    taken: string,
  ): Promise<AlertText> {
    await this.db.tx(this.db.query, async (db) => {
      const added = await queries.addText(db, { ...text, by: by.actor });
      if (!added) throw new DomainError(409, text.version === 1 ? 'alert-text/id-taken' : 'alert-text/changed', taken);
      const detail = { version: text.version, retired: text.retired };
      await this.audit.record({ ...by, action: 'alert-text.changed', subject: text.id, detail }, db);
    });
    return (await this.texts()).find(({ id }) => id === text.id) as AlertText;
  }
}

/** @throws alert-library/id-twice (422) */
function onlyOnce(items: readonly { id: string }[], field: string): void {
  const twice = items.findIndex((item, i) => items.findIndex(({ id }) => id === item.id) < i);
  if (twice < 0) return;
  const fault = { pointer: `/${field}/${twice}/id`, code: 'alert-library/id-twice', detail: 'one above has this id' };
  throw new DomainError(422, fault.code, fault.detail, { errors: [fault] });
}
