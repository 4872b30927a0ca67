import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Audit } from './audit.service.js';
import { NO_PASSWORD } from './passwords.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { SessionStore, type SessionShown } from './session-store.service.js';
import { Sessions } from './session.service.js';

/** Account that all display links belong to; no person can be given this name. It has no password; disabling it switches every wall off. */
const WALL_ACCOUNT = { username: '@display-links', name: '大屏链接' };

/** Who does something, from where. */
export interface Doer {
  actor: string;
  address: string;
}

/** A display link with its secret, as shown once. */
export interface NewDisplayLink extends SessionShown {
  token: string;
  url: string;
}

/** Makes, exchanges and revokes display links: `/wall/<wall>#<secret>`, the fragment never leaves the browser by itself. */
@Injectable()
export class DisplayLinks {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** Lists living links, without their secrets. */
  list(): Promise<SessionShown[]> {
    return this.store.list('display', null);
  }

  /** Makes a link. Its secret is in the answer and nowhere else. */
  async create(input: { wall: string; label: string }, doer: Doer): Promise<NewDisplayLink> {
    const made = await this.db.tx(this.db.system, async (client) => {
      const account = await wallAccount(client);
      const link = await this.store.openDisplay(client, { account, ...input });
      await this.audit.record(
        { ...doer, action: 'display-link.created', subject: link.id, detail: { wall: input.wall } },
        client,
      );
      return link;
    });
    const shown = (await this.list()).find((link) => link.id === made.id);
    if (!shown) throw new Error('a display link just made is not there');
    return { ...shown, token: made.token, url: `/wall/${input.wall}#${made.token}` };
  }

  /** Ends a link for every wall that uses it. @throws display-link/unknown */
  async revoke(id: string, doer: Doer): Promise<void> {
    await this.db.tx(this.db.system, async (client) => {
      const ended = await this.store.close(client, { id, kind: 'display' });
      if (ended === 0) throw new DomainError(404, 'display-link/unknown', 'no living display link has this id');
      await this.audit.record({ ...doer, action: 'display-link.revoked', subject: id }, client);
    });
    await this.sessions.changed();
  }

  /** Finds who a link's secret stands for. @throws display-link/unknown */
  async exchange(token: string): Promise<SessionPrincipal> {
    const principal = await this.sessions.authenticate({ bearer: token });
    if (principal?.kind !== 'display') {
      throw new DomainError(
        401,
        'display-link/unknown',
        'this display link was revoked or never existed; ask for a new one',
      );
    }
    return principal;
  }
}

async function wallAccount(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into account (username, name, role, password_hash) values ($1, $2, 'display', $3)
     on conflict (username) do update set username = excluded.username returning id`,
    [WALL_ACCOUNT.username, WALL_ACCOUNT.name, NO_PASSWORD],
  );
  return rows[0]?.id ?? '';
}
