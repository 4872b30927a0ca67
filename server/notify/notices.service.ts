import { Injectable } from '@nestjs/common';
import type { Notice, NoticeList, NoticesQuery } from '../../protocol/notice.js';
import { Journal } from '../journal/journal.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { maskPhones } from '../platform/mask.js';
import { districtsOf, type Principal } from '../platform/principal.js';
import { Secret } from '../platform/secret.js';
import { maskedAddress } from './address.rules.js';
import { entryOf } from './notice-facts.js';
import * as stored from './notices.queries.js';

/** Notices for people to look at, and to try again. */
@Injectable()
export class Notices {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly secret: Secret,
  ) {}

  /** Reads those of one incident. @throws incident/unknown (404) */
  async ofIncident(idOrNo: string, who: Principal): Promise<NoticeList> {
    if (!(await stored.isWithinReach(this.db.query, idOrNo, scopeOf(who))))
      throw new DomainError(404, 'incident/unknown', `no incident ${idOrNo.slice(0, 60)} within your reach`);
    const rows = await stored.readOfIncident(this.db.query, idOrNo);
    return { notices: rows.map((row) => this.shown(row, who)), cursor: null };
  }

  /** Reads a page of all within reach. */
  async page({ state, channel, cursor, limit }: NoticesQuery, who: Principal): Promise<NoticeList> {
    const asked = { state: state ?? null, channel: channel ?? null, cursor: cursor ?? null, limit: limit + 1 };
    const rows = await stored.readNotices(this.db.query, asked, scopeOf(who));
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { notices: page.map((row) => this.shown(row, who)), cursor: last?.id ?? null };
  }

  /** Tries a notice again that failed. @throws notice/unknown (404), notice/out-of-reach (403), notice/not-failed (409) */
  async retry(id: string, who: Principal): Promise<Notice> {
    return this.db.tx(this.db.query, async (db) => {
      if (!(await stored.readNotice(db, id, scopeOf(who))))
        throw new DomainError(404, 'notice/unknown', `no notice ${id}`);
      if (!(await stored.readNotice(db, id, dispatchScopeOf(who))))
        throw new DomainError(403, 'notice/out-of-reach', 'your districts do not reach this notice');
      const told = await stored.tryAgain(db, id);
      const present = this.shown((await stored.readNotice(db, id, scopeOf(who))) as stored.NoticeRow, who);
      if (!told)
        throw new DomainError(
          409,
          'notice/not-failed',
          `it is ${present.state}; only what failed, and of an assignment that stands, is tried again`,
          {
            present,
          },
        );
      await this.journal.append(db, [entryOf('notice.retried', told, who.username)]);
      return present;
    });
  }

  private shown({ address, words, district, isRetriable, ...row }: stored.NoticeRow, who: Principal): Notice {
    const open = (sealed: Buffer | null) => (sealed === null ? null : this.secret.open(sealed).toString('utf8'));
    const hasText = who.permissions['incidents.read'] === 'own' || who.permissions['rows.text'] !== 'none';
    const [to, text] = [open(address), hasText ? open(words) : null];
    const reach = districtsOf(who, 'incidents.dispatch');
    const canRetry = isRetriable && (reach === null || reach.includes(district ?? ''));
    const masked = { address: to === null ? null : maskedAddress(to), text: text === null ? null : maskPhones(text) };
    return { ...row, ...masked, canRetry };
  }
}

function scopeOf(who: Principal): stored.NoticeScope {
  const reach = who.permissions['incidents.read'];
  return { districts: reach === 'district' ? who.districts : null, account: reach === 'own' ? who.account : null };
}

function dispatchScopeOf(who: Principal): stored.NoticeScope {
  return { districts: who.permissions['incidents.dispatch'] === 'city' ? null : who.districts, account: null };
}
