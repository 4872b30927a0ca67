import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentCard } from '../../../protocol/incident.js';
import { Clock } from '../../platform/clock.js';
import { uuidv7 } from '../../platform/ids.js';
import { Secret } from '../../platform/secret.js';
import { addNote } from './incident.store.js';
import type { By } from './refusals.js';

/** Who a note is by when the service itself wrote it. */
const SERVICE = '@service';

/** Words that people put to incidents. They may hold names and numbers, so they are sealed; facts carry their ids. */
@Injectable()
export class Notes {
  constructor(
    private readonly secret: Secret,
    private readonly clock: Clock,
  ) {}

  /** Keeps the reason of a command; null without one. */
  async reason(
    db: PoolClient,
    incident: Pick<IncidentCard, 'id' | 'isDrill'>,
    { by, words }: { by: By; words: string | null },
  ): Promise<string | null> {
    return words === null ? null : this.keep(db, incident, { by, words, kind: 'reason' });
  }

  /** Keeps a comment or a leader's instruction; answers its id. */
  async keep(
    db: PoolClient,
    { id, isDrill }: Pick<IncidentCard, 'id' | 'isDrill'>,
    { by, words, kind }: { by: By; words: string; kind: 'comment' | 'instruction' | 'reason' },
  ): Promise<string> {
    const note = { id: uuidv7(this.clock.now()), incident: id, kind, isDrill };
    return addNote(db, { ...note, by: by?.username ?? SERVICE, words: this.secret.seal(words) });
  }
}
