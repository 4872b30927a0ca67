import { Injectable } from '@nestjs/common';
import { DESK_SOURCE } from '../../protocol/call.js';
import { Sources } from '../city/sources.js';
import type { Doer } from '../identity/display-links.service.js';
import { SourcesAdmin } from '../identity/sources-admin.service.js';
import { DomainError } from '../platform/domain-error.js';

/** The duty desk as a source: from what is first entered there on, so that a city that enters nothing has no silent feed. */
@Injectable()
export class DeskSource {
  constructor(
    private readonly sources: Sources,
    private readonly admin: SourcesAdmin,
  ) {}

  /** Registers it where it is not known yet. */
  async ensure(doer: Doer): Promise<void> {
    if (this.sources.get(DESK_SOURCE)) return;
    const source = { id: DESK_SOURCE, name: '值守接报', nameEn: 'Duty desk' };
    try {
      await this.admin.create({ ...source, streams: ['incident', 'complaint'] }, doer);
    } catch (error) {
      // Another desk was first.
      if (!(error instanceof DomainError && error.code === 'source/exists')) throw error;
    }
  }
}
