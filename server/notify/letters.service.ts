import { Injectable, Logger } from '@nestjs/common';
import { Catalogue } from '../city/catalogue.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Secret } from '../platform/secret.js';
import { Channels } from './channels/channels.js';
import type { Outcome } from './notice.rules.js';
import type { Claimed } from './sender.queries.js';
import { marked, render } from './template.rules.js';
import { readText } from './texts.queries.js';

/** Writes notices and hands them to their channels; only here are addresses open. */
@Injectable()
export class Letters {
  private readonly log = new Logger('notices');

  constructor(
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly secret: Secret,
    private readonly channels: Channels,
    private readonly db: Database,
  ) {}

  /** The text of a notice, as it stands now, in the words that hold now. */
  async textOf(notice: Claimed): Promise<string> {
    const own = await readText(this.db.system, notice.template, notice.lang);
    const entry = notice.type === null ? undefined : this.catalogue.get(notice.type);
    const type = (notice.lang === 'zh' ? entry?.nameZh : entry?.nameEn) ?? notice.type;
    const text = render(
      notice.template,
      { ...notice, type },
      { lang: notice.lang, zone: this.clock.zone, ...(own !== undefined && { text: own }) },
    );
    return notice.channel === 'console' ? marked(text, notice) : text;
  }

  /** Hands it over; never throws. */
  async deliver(notice: Claimed, text: string): Promise<Outcome> {
    const { id, template, incident, channel, shape } = notice;
    const open = (sealed: Buffer | null) => (sealed === null ? null : this.secret.open(sealed).toString('utf8'));
    try {
      const [address, secret] = [open(notice.address) ?? '', open(notice.secret)];
      return await this.channels.of(channel).deliver({ id, template, incident, shape, text, address, secret });
    } catch (error) {
      // A fault of ours, such as a key that is gone: it must not stop the others, and a later try may find it mended.
      this.log.error({ msg: 'notice not sent', notice: id, error: (error as Error).message });
      return { kind: 'refused', error: 'service/fault', passing: true, isUncertain: true };
    }
  }
}
