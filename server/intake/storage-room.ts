import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { DomainError } from '../platform/domain-error.js';

const CHECK_MS = 2000;

/** Watches the disk of the embedded database: it needs room to write its log and to stay up. An external one tells by itself (SQLSTATE 53100). */
@Injectable()
export class StorageRoom {
  private checkedAt = -Infinity;
  private freeBytes: number | null = null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'embeddedDir' | 'leastFreeBytes'>) {}

  /** Refuses while the disk is nearly full. @throws 507 intake/disk-full */
  async assertRoom(): Promise<void> {
    if (performance.now() - this.checkedAt > CHECK_MS) await this.check();
    if (this.freeBytes === null || this.freeBytes >= this.config.leastFreeBytes) return;
    const detail = `only ${Math.round(this.freeBytes / 1e6)} MB are free on the disk; free some and send again`;
    throw new DomainError(507, 'intake/disk-full', detail, { retryAfterS: 60 });
  }

  private async check(): Promise<void> {
    this.checkedAt = performance.now();
    const { embeddedDir } = this.config;
    // A disk that cannot be asked is no reason to refuse; when it is full, the database says so itself.
    const disk = embeddedDir === null ? null : await statfs(embeddedDir).catch(() => null);
    this.freeBytes = disk === null ? null : disk.bavail * disk.bsize;
  }
}
