import { Inject, Injectable } from '@nestjs/common';
import {
  NoticeTemplateId,
  type NoticePreview,
  type NoticeTemplate,
  type NoticeTemplateInput,
  type NoticeTexts,
} from '../../protocol/notice.js';
import { Audit } from '../identity/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import type { Doer } from './receivers.service.js';
import { placesOf, render, textFaults, type Lang } from './template.rules.js';
import { PLACES, SAMPLE, TEMPLATES } from './templates.data.js';
import { addText, readTexts } from './texts.queries.js';

/** Characters of one SMS in Chinese. */
const SMS_LENGTH = 70;

/** The texts of notices: built in, or the city's own, each change a version that is kept. */
@Injectable()
export class NoticeTextBook {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  async list(): Promise<NoticeTemplate[]> {
    const own = new Map((await readTexts(this.db.query)).map((text) => [text.id, text]));
    return NoticeTemplateId.options.map((id) => {
      const { zh, en, version, by, at } = own.get(id) ?? { ...TEMPLATES[id], version: 0, by: null, at: null };
      return { id, zh, en, version, by, at, places: placesOf({ zh, en }), allowed: [...PLACES[id]] };
    });
  }

  /** Shows texts as a receiver would read them. @throws notice-template/unknown (404), notice-template/unknown-place (422) */
  preview(id: string, texts: NoticeTexts): NoticePreview {
    const template = known(id);
    check(template, texts);
    const [zh, en] = (['zh', 'en'] as const).map((lang) => this.filled(template, texts[lang], lang)) as [
      string,
      string,
    ];
    return { zh, en, sms: Math.ceil([...zh].length / SMS_LENGTH) };
  }

  /** Puts texts in force as the next version. @throws notice-template/unknown (404), notice-template/unknown-place (422), notice-template/changed (409) */
  async save(id: string, { version, zh, en }: NoticeTemplateInput, doer: Doer): Promise<NoticeTemplate> {
    const template = known(id);
    check(template, { zh, en });
    await this.db.tx(this.db.query, async (db) => {
      if (!(await addText(db, { id, version, zh, en, by: doer.actor }))) {
        const detail = 'somebody changed it in between; look at it again';
        throw new DomainError(409, 'notice-template/changed', detail);
      }
      const detail = { version: version + 1, zh, en };
      await this.audit.record({ ...doer, action: 'notice-template.changed', subject: id, detail }, db);
    });
    return (await this.list()).find((t) => t.id === template) as NoticeTemplate;
  }

  private filled(template: NoticeTemplateId, text: string, lang: Lang): string {
    const { type, no, place, priority, unit, ...params } = SAMPLE;
    const filling = { no, place, priority, unit, type: type[lang], dueAt: params.to, params };
    return render(template, filling, { lang, zone: this.clock.zone, text });
  }
}

function known(id: string): NoticeTemplateId {
  const found = NoticeTemplateId.safeParse(id);
  if (found.success) return found.data;
  throw new DomainError(404, 'notice-template/unknown', `there is no notice ${id.slice(0, 60)}`);
}

function check(template: NoticeTemplateId, texts: NoticeTexts): void {
  const errors = textFaults(template, texts);
  if (errors.length === 0) return;
  throw new DomainError(422, 'notice-template/unknown-place', errors.map((e) => e.detail).join('; '), { errors });
}
