import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../platform/database.js';
import type { SessionPrincipal } from './session-principal.js';
import { identityRevision } from './session.queries.js';

/** How often changes are looked for, in milliseconds: half of the 2 s promised for cutting a session. */
const POLL_MS = 1000;
/** How often sessions are checked although nothing changed, in polls: they also end by time. */
const SWEEP_EVERY = 30;
/** Sessions asked about in one statement. */
const CHUNK = 2000;

/**
 * Notices sessions that ended or changed, on every instance, by polling one number. Remembers what each session seen here was allowed,
 * so that it can tell a change from none.
 */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, OnModuleDestroy {
  /** Answers which sessions live and what they may do; set by Sessions. */
  check: (ids: readonly string[]) => Promise<SessionPrincipal[]> = () => Promise.resolve([]);
  private readonly log = new Logger('identity');
  /** Session id -> what it was allowed when last seen. */
  private readonly seen = new Map<string, string>();
  /** Seen since the last look: read, perhaps, just before a change that this look already counted. */
  private readonly fresh = new Set<string>();
  /** Ended at the last look. They are told a second time: a socket may have been on its way in when they ended. */
  private ended: string[] = [];
  private readonly callbacks: ((session: string) => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | undefined;
  private revision = '';
  private polls = 0;

  constructor(@Inject(Database) private readonly db: Database) {}

  /** Starts polling. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.settled(this.poll()), POLL_MS);
    this.timer.unref();
  }

  /** Stops polling and waits for a poll under way. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.polling?.catch(() => undefined);
  }

  /** Adds a callback for sessions that ended or changed. */
  onRevoked(callback: (session: string) => void): void {
    this.callbacks.push(callback);
  }

  /** Notes what a session was allowed when it was seen here. */
  remember(principal: SessionPrincipal): void {
    const print = fingerprint(principal);
    if (this.seen.get(principal.session) === print) return;
    this.seen.set(principal.session, print);
    this.fresh.add(principal.session);
  }

  /** Looks for changes now; joins a look under way, then looks again, so that what was committed before the call is seen. */
  async poll(): Promise<void> {
    await this.polling?.catch(() => undefined);
    this.polling ??= this.look().finally(() => (this.polling = undefined));
    await this.polling;
  }

  /** Waits for upkeep that nobody's answer depends on; a failure is logged. */
  async settled(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.log.warn({ msg: 'identity upkeep failed; tried again later', error: (error as Error).message });
    }
  }

  private async look(): Promise<void> {
    const revision = await identityRevision(this.db.system);
    const isSweep = ++this.polls % SWEEP_EVERY === 0;
    const ids = revision === this.revision && !isSweep ? [...this.fresh] : [...this.seen.keys()];
    // Stays empty if this look fails half way, so that the next one looks at all.
    this.revision = '';
    this.fresh.clear();
    this.tell(this.ended.splice(0));
    for (let i = 0; i < ids.length; i += CHUNK) await this.compare(ids.slice(i, i + CHUNK));
    this.revision = revision;
  }

  private async compare(ids: readonly string[]): Promise<void> {
    const living = new Map((await this.check(ids)).map((p) => [p.session, fingerprint(p)]));
    const changed = ids.filter((id) => this.seen.has(id) && this.seen.get(id) !== living.get(id));
    for (const id of changed) this.seen.delete(id);
    this.ended.push(...changed.filter((id) => !living.has(id)));
    this.tell(changed);
  }

  private tell(ids: readonly string[]): void {
    for (const id of ids) for (const callback of this.callbacks) callback(id);
  }
}

function fingerprint(p: SessionPrincipal): string {
  return JSON.stringify([p.role, [...p.districts].sort(), Object.entries(p.permissions).sort()]);
}
