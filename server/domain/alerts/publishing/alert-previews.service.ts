import { Inject, Injectable } from '@nestjs/common';
import type { PublishedAlert } from '../../../../protocol/alert.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { Database } from '../../../platform/database.js';
import { readNewest } from '../alerts.queries.js';
import { unknownAlert } from '../refusals.js';
import { writePaper } from './formats.js';
import { previewPage } from './page/pages.rules.js';
import { Readers } from './readers.service.js';
import type { Reading } from './reading.js';

/** Writes what is worked on as the public would read it. */
@Injectable()
export class AlertPreviews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly readers: Readers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The page. @throws alert/unknown (404) */
  async page(id: string, lang: Reading['lang']): Promise<string> {
    return previewPage(await this.working(id), this.readers.in(lang));
  }

  /** The paper. @throws alert/unknown (404) */
  async paper(id: string, lang: Reading['lang']): Promise<Buffer> {
    return writePaper(await this.working(id), this.readers.in(lang));
  }

  /** The newest version, published or not, as if it were published now. */
  private async working(id: string): Promise<PublishedAlert> {
    const row = await readNewest(this.db.query, id);
    if (!row) throw unknownAlert(id);
    const { document, state, hash, publishedAt, withdrawnAt, withdrawnReason } = row;
    const now = new Date(this.clock.now()).toISOString();
    const withdrawn = withdrawnAt && withdrawnReason ? { at: withdrawnAt, reason: withdrawnReason } : null;
    return {
      ...{ document, state, hash: hash ?? document.inputs.hash, publishedAt: publishedAt ?? now },
      ...{ withdrawn, replacedBy: null, versions: [], demo: this.config.cityDemo },
    };
  }
}
