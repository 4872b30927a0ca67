import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { readCookie } from './cookie.rules.js';
import { heldBy, NOTHING } from './permission.rules.js';
import { RolePermissions } from './role-permissions.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { sessionByHash, sessionsById, touchSession, type SessionRow } from './session.queries.js';
import { SessionWatch } from './session-watch.service.js';
import { hashSecret } from './token.js';

/** A session of a signed-in person ends after this long without a request, in seconds. @source OWASP ASVS 5.0 7.3.1; docs/operations.md#security */
export const IDLE_S = 12 * 3600;

/** A session of a signed-in person ends after this long in any case, in seconds. @source OWASP ASVS 5.0 7.3.2 */
export const ABSOLUTE_S = 7 * 86_400;

/** How long an answer is reused, in milliseconds: what a burst of requests of one page costs is one look-up. */
const CACHE_MS = 1000;
const CACHE_SIZE = 5000;

/** What a caller shows to be recognised: the raw Cookie header, or the token of an Authorization header or a socket handshake. */
export interface Credentials {
  cookieHeader?: string | undefined;
  bearer?: string | undefined;
}

/** Recognises sessions by cookie, personal token or display link. */
@Injectable()
export class Sessions {
  /** Token hash (hex) -> answer and when it was taken. */
  private readonly cache = new Map<string, { at: number; answer: Promise<SessionPrincipal | null> }>();
  private readonly limits: { idleS: number; demo: boolean };

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(RolePermissions) private readonly roles: RolePermissions,
    @Inject(SessionWatch) private readonly watch: SessionWatch,
  ) {
    this.limits = { idleS: IDLE_S, demo: config.cityDemo };
    watch.check = (ids) => this.current(ids);
  }

  /** Finds who shows these credentials; null when nobody living does. A bearer wins over a cookie. Answers may be a second old. */
  async authenticate(shown: Credentials): Promise<SessionPrincipal | null> {
    const token = shown.bearer ?? readCookie(shown.cookieHeader, this.config.allowInsecureHttp);
    if (!token || token.length > 200) return null;
    const hash = hashSecret(token);
    const key = hash.toString('hex');
    const known = this.cache.get(key);
    if (known && performance.now() - known.at < CACHE_MS) return known.answer;
    const answer = this.look(hash);
    this.remember(key, answer);
    return answer;
  }

  /** Calls back with the id of each session that ended or whose role, districts or permissions changed, within 2 s, on every instance. */
  onRevoked(callback: (session: string) => void): void {
    this.watch.onRevoked(callback);
  }

  /** Drops cached answers and looks at once for what ended; the instance that made a change need not wait for its own poll. */
  async changed(): Promise<void> {
    this.cache.clear();
    // The change is committed: that this look failed must not turn its answer into an error. The next poll makes up for it.
    await this.watch.settled(this.watch.poll());
  }

  private remember(key: string, answer: Promise<SessionPrincipal | null>): void {
    this.cache.delete(key);
    this.cache.set(key, { at: performance.now(), answer });
    answer.catch(() => this.cache.delete(key));
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHE_SIZE && oldest !== undefined) this.cache.delete(oldest);
  }

  private async look(hash: Buffer): Promise<SessionPrincipal | null> {
    const row = await sessionByHash(this.db.system, hash, this.limits);
    if (!row) return null;
    const principal = await this.principalOf(row);
    this.watch.remember(principal);
    if (row.stale) void this.watch.settled(touchSession(this.db.system, row));
    return principal;
  }

  private async current(ids: readonly string[]): Promise<SessionPrincipal[]> {
    this.cache.clear();
    this.roles.forget();
    const rows = await sessionsById(this.db.system, ids, this.limits);
    return Promise.all(rows.map((row) => this.principalOf(row)));
  }

  private async principalOf(row: SessionRow): Promise<SessionPrincipal> {
    const permissions = row.mustChangePassword ? NOTHING : heldBy(await this.roles.of(row.role), row);
    const { stale: _stale, shiftLead: _lead, ...who } = row;
    return { ...who, permissions };
  }
}
