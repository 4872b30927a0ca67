import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentNoted } from '../../../protocol/facts/incidents.js';
import type { AttachmentInput } from '../../../protocol/incident-command.js';
import { FileReaders } from '../../files/file-readers.js';
import { Files } from '../../files/files.service.js';
import type { NewEntry } from '../../journal/entry.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { scopeOf } from './commands.runner.js';
import { lockIncident } from './incident.store.js';
import { entryOf } from './incidents.service.js';
import { addAttachment, isFileInScope } from './photos.queries.js';
import { requireReach } from './refusals.js';

/** Photos and papers of incidents. */
@Injectable()
export class Photos implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
    private readonly readers: FileReaders,
  ) {}

  /** Whoever may read an incident with its text may see its photos; a display, which reads no text, may not. */
  onModuleInit(): void {
    this.readers.add(async (file, who) => {
      const scope = scopeOf(who);
      return scope.hasText && isFileInScope(this.db.query, file, scope);
    });
  }

  /** Puts a photo to an incident, in the caller's transaction. One that is there already stays as it is. @throws file/unknown, file/drill-mixed (422) */
  async attach(
    db: PoolClient,
    id: string,
    { who, file, kind }: AttachmentInput & { who: Principal },
  ): Promise<NewEntry[]> {
    const { card, assignees } = await lockIncident(db, id);
    requireReach(who, ['incidents.comment'], { district: card.district, assignees });
    await this.files.requireAttachable(db, file, { who, isDrill: card.isDrill });
    const isNew = await addAttachment(db, { incident: id, file, kind, by: who.username, isDrill: card.isDrill });
    if (!isNew) return [];
    const fact: IncidentNoted = { type: 'incident.noted', what: 'attachment', note: null, ref: file };
    return [entryOf(fact, card, { by: who })];
  }
}
