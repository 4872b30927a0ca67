import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { keyById, noteUse, type SourceKeyRow } from './source.queries.js';
import { hashSecret } from './token.js';

/** How long a key read earlier is believed, in milliseconds: a revoked key works at most this much longer, on every instance. */
const CACHE_MS = 5000;
const CACHE_SIZE = 10_000;
/** How often last uses are written, in milliseconds. */
const NOTE_MS = 10_000;

/** A source that may append, and the key it showed. */
export interface SourceKey {
  source: string;
  keyId: string;
}

/** Recognises keys of sources, `cb_<id>_<secret>`. */
@Injectable()
export class SourceKeys implements OnModuleDestroy {
  private readonly log = new Logger('source keys');
  /** Key id -> its row, or null for unknown ids. */
  private readonly cache = new Map<string, { at: number; row: Promise<SourceKeyRow | null> }>();
  private readonly used = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(@Inject(Database) private readonly db: Database) {
    this.timer = setInterval(() => void this.flush(), NOTE_MS);
    this.timer.unref();
  }

  /** Writes the last uses not yet written. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Finds the source of a key. @throws key/missing, key/unknown (also for revoked ones), source/retired */
  async verify(bearer: string | undefined): Promise<SourceKey> {
    if (!bearer)
      throw new DomainError(
        401,
        'key/missing',
        'this address takes the key of a source: Authorization: Bearer cb_<id>_<secret>',
      );
    const [, id, secret] = /^cb_([0-9a-z]{8,40})_([A-Za-z0-9_-]{20,100})$/.exec(bearer) ?? [];
    const row = id ? await this.row(id) : null;
    if (!row || !secret || row.revoked || !timingSafeEqual(row.secretHash, hashSecret(secret))) {
      throw new DomainError(401, 'key/unknown', 'no living key like this; ask the administrator for a new one');
    }
    if (row.retired)
      throw new DomainError(403, 'source/retired', `source ${row.source} is retired and takes nothing more`);
    this.used.add(row.id);
    return { source: row.source, keyId: row.id };
  }

  /** Drops cached keys after a change made by this instance. */
  forget(): void {
    this.cache.clear();
  }

  private row(id: string): Promise<SourceKeyRow | null> {
    const known = this.cache.get(id);
    if (known && performance.now() - known.at < CACHE_MS) return known.row;
    const row = keyById(this.db.system, id);
    this.cache.delete(id);
    this.cache.set(id, { at: performance.now(), row });
    row.catch(() => this.cache.delete(id));
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHE_SIZE && oldest !== undefined) this.cache.delete(oldest);
    return row;
  }

  private async flush(): Promise<void> {
    const ids = [...this.used];
    this.used.clear();
    if (ids.length === 0) return;
    await noteUse(this.db.system, ids).catch((error: Error) =>
      this.log.warn({ msg: 'last use of keys not noted', error: error.message }),
    );
  }
}
