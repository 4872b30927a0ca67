import { Inject, Injectable } from '@nestjs/common';
import type { PublishedAlert } from '../../../protocol/alert.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { publishedOf } from './alerts.service.js';
import { unknownAlert } from './refusals.js';
import { readHeads, readVersions, type VersionRow } from './alerts.queries.js';

/** Ten years. */
const LISTED = 120;

/** What the public may read: versions that were published, in every format from this one place. */
@Injectable()
export class PublishedAlerts {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'cityDemo'>,
  ) {}

  /** The newest published version of each alert, the newest month first; withdrawn ones too, which say so. */
  async newest(): Promise<PublishedAlert[]> {
    const heads = await readHeads(this.db.query, LISTED);
    const found = await Promise.all(heads.filter((h) => h.published !== null).map(({ id }) => this.version(id)));
    return found.filter((alert) => alert !== undefined);
  }

  /** A published version, by default the newest; undefined when there is none. */
  async version(id: string, version?: number): Promise<PublishedAlert | undefined> {
    const published = (await readVersions(this.db.query, id)).filter((row) => row.publishedAt !== null);
    const row = version === undefined ? published[0] : published.find((v) => v.version === version);
    return row && this.shown(row, published);
  }

  /** @throws alert/unknown (404) */
  async known(id: string, version: number): Promise<PublishedAlert> {
    const found = await this.version(id, version);
    if (!found) throw unknownAlert(`${id} version ${version}`);
    return found;
  }

  private shown(row: VersionRow, published: readonly VersionRow[]): PublishedAlert {
    const { document, state, hash, publishedAt, withdrawnAt, withdrawnReason, version } = row;
    const later = published.filter((other) => other.version > version).map((other) => other.version);
    const withdrawn = withdrawnAt && withdrawnReason ? { at: withdrawnAt, reason: withdrawnReason } : null;
    return {
      ...{ document, state, hash: hash as string, publishedAt: publishedAt as string, withdrawn },
      replacedBy: later.length > 0 ? Math.min(...later) : null,
      ...{ versions: publishedOf(published), demo: this.config.cityDemo },
    };
  }
}
