import { Injectable } from '@nestjs/common';
import type { PublishedAlert } from '../../../../protocol/alert.js';
import { Clock } from '../../../platform/clock.js';
import { DomainError } from '../../../platform/domain-error.js';
import { PublishedAlerts } from '../published-alerts.service.js';
import { Artefacts, type Artefact } from './artefacts.js';
import { atomFeed } from './feed/atom.rules.js';
import { FORMATS, type Format } from './formats.js';
import { archivePage } from './page/pages.rules.js';
import { Readers } from './readers.service.js';
import type { Reading } from './reading.js';

type Lang = Reading['lang'];

/** Which version in which language; without a version the newest. */
export interface Wanted {
  id: string;
  version: number | undefined;
  lang: Lang;
}

/** Writes alerts for the public, each format of a version once. */
@Injectable()
export class Publishing {
  private artefacts = new Artefacts();
  private drawnFor: unknown;

  constructor(
    private readonly alerts: PublishedAlerts,
    private readonly readers: Readers,
    private readonly clock: Clock,
  ) {}

  /** The page of all alerts. */
  async archive(lang: Lang): Promise<Artefact> {
    const alerts = await this.alerts.newest();
    const today = this.clock.dayOf(this.clock.now());
    const key = ['archive', lang, today, ...alerts.map(stateKey)].join(' ');
    return this.kept().get(key, FORMATS.page.type, () =>
      archivePage(alerts, this.readers.in(lang), { ...this.readers.issuer(lang), today }),
    );
  }

  /** The Atom feed. */
  async feed(lang: Lang): Promise<Artefact> {
    const alerts = await this.alerts.newest();
    const key = ['atom', lang, ...alerts.map(stateKey)].join(' ');
    return this.kept().get(key, 'application/atom+xml; charset=utf-8', () =>
      atomFeed({ alerts, ...this.readers.issuer(lang), reading: this.readers.in(lang) }),
    );
  }

  /** A version in a format. @throws alert/not-published (404) */
  async file(format: Format, { id, version, lang }: Wanted): Promise<Artefact> {
    const published = await this.alerts.version(id, version);
    if (!published)
      throw new DomainError(404, 'alert/not-published', 'no published alert has this number; see /public/alerts');
    const { type, write } = FORMATS[format];
    const key = [format, lang, stateKey(published)].join(' ');
    return this.kept().get(key, type, () => write(published, this.readers.in(lang)));
  }

  /** What was made for other boundaries or names is made anew. */
  private kept(): Artefacts {
    if (this.drawnFor !== this.readers.ground) this.artefacts = new Artefacts();
    this.drawnFor = this.readers.ground;
    return this.artefacts;
  }
}

/** All that changes what readers are told of a version. */
function stateKey({ document, state, hash, publishedAt, replacedBy, withdrawn, versions }: PublishedAlert): string {
  return [document.id, document.version, state, hash, publishedAt, replacedBy, withdrawn?.at, versions.length].join(
    '/',
  );
}
