import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../platform/database.js';
import { pruneFailures } from './login.queries.js';
import { deadSessions, DISPLAY_UNUSED_S } from './session.queries.js';
import { ABSOLUTE_S, IDLE_S, Sessions } from './session.service.js';
import { hashSecret, newSecret, PERSONAL_PREFIX } from './token.js';

const PRUNE_MS = 600_000;

/** A session as its owner sees it in a list. */
export interface SessionShown {
  id: string;
  label: string | null;
  wall: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** Opens and ends sessions. Secrets leave only as return values; the table has their hashes. */
@Injectable()
export class SessionStore implements OnModuleDestroy {
  private readonly log = new Logger('identity');
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {
    this.timer = setInterval(() => void this.prune(), PRUNE_MS);
    this.timer.unref();
  }

  /** Stops pruning. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Opens a session for a person who just signed in. Always a new secret: one brought along is never taken over. */
  async openCookie(account: string): Promise<string> {
    const token = newSecret();
    await this.insert(this.db.system, { token, kind: 'cookie', account, lifeS: ABSOLUTE_S, label: null, wall: null });
    return token;
  }

  /** Makes a personal token for scripts. @param lifeS seconds until it ends */
  async openToken(
    client: pg.PoolClient,
    given: { account: string; label: string | null; lifeS: number },
  ): Promise<{ id: string; token: string }> {
    const token = PERSONAL_PREFIX + newSecret();
    return { id: await this.insert(client, { ...given, token, kind: 'token', wall: null }), token };
  }

  /** Makes a display link for a wall. It ends when revoked or long unused. */
  async openDisplay(
    client: pg.PoolClient,
    given: { account: string; label: string; wall: string },
  ): Promise<{ id: string; token: string }> {
    const token = newSecret();
    return { id: await this.insert(client, { ...given, token, kind: 'display', lifeS: DISPLAY_UNUSED_S }), token };
  }

  /** Ends one session at once. A display link stays: only revoking it ends it for every wall that uses it. */
  async end(id: string): Promise<void> {
    const { rowCount } = await this.db.system.query("delete from session where id = $1 and kind <> 'display'", [id]);
    if (rowCount) await this.sessions.changed();
  }

  /** Ends the session of a token shown by its owner, if there is one. */
  async closeByToken(token: string): Promise<void> {
    const { rowCount } = await this.db.system.query("delete from session where token_hash = $1 and kind = 'cookie'", [
      hashSecret(token),
    ]);
    if (rowCount) await this.sessions.changed();
  }

  /** Ends sessions by id, within an account or a kind. @returns how many ended */
  async close(
    client: pg.PoolClient,
    which: { id: string; account?: string; kind?: 'token' | 'display' },
  ): Promise<number> {
    const { rowCount } = await client.query(
      'delete from session where id = $1 and ($2::uuid is null or account = $2) and ($3::text is null or kind = $3)',
      [which.id, which.account ?? null, which.kind ?? null],
    );
    return rowCount ?? 0;
  }

  /** Ends every session of an account, but for one that is kept. */
  async closeAll(client: pg.PoolClient, account: string, keep: string | null = null): Promise<void> {
    await client.query('delete from session where account = $1 and ($2::uuid is null or id <> $2)', [account, keep]);
  }

  /** Lists living sessions of a kind, newest first, of one account or of all. */
  async list(kind: 'token' | 'display', account: string | null): Promise<SessionShown[]> {
    const { rows } = await this.db.query.query<SessionShown>(
      `select id, label, wall, created_at as "createdAt", seen_at as "lastSeenAt", expires_at as "expiresAt" from session
       where kind = $1 and ($2::uuid is null or account = $2) and expires_at > clock_timestamp() order by created_at desc limit 500`,
      [kind, account],
    );
    return rows;
  }

  private async insert(
    db: pg.Pool | pg.PoolClient,
    s: { token: string; kind: string; account: string; lifeS: number; label: string | null; wall: string | null },
  ): Promise<string> {
    const { rows } = await db.query<{ id: string }>(
      `insert into session (token_hash, kind, account, expires_at, label, wall)
       values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4), $5, $6) returning id`,
      [hashSecret(s.token), s.kind, s.account, s.lifeS, s.label, s.wall],
    );
    return rows[0]?.id ?? '';
  }

  private async prune(): Promise<void> {
    try {
      const dead = await deadSessions(this.db.system, IDLE_S);
      if (dead.length > 0) await this.db.system.query('delete from session where id = any($1::uuid[])', [dead]);
      await pruneFailures(this.db.system);
    } catch (error) {
      this.log.warn({ msg: 'dead sessions not removed; tried again later', error: (error as Error).message });
    }
  }
}
