import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Basemap } from '../../protocol/basemap.js';
import { CONFIG, type Config } from '../platform/config.js';
import { PROJECT_ROOT } from '../platform/root.js';
import { archiveOf, HEADER_BYTES } from './basemap.rules.js';
import { CityStore } from './city.store.js';

const NAME = join('maps', 'city.pmtiles');

/** An open archive: who opened it closes it. `version` is its entity tag. */
export interface OpenArchive {
  file: FileHandle;
  size: number;
  version: string;
}

/** The basemap that lies in the data folder, looked for at every question: dropping a file in is all there is to do. */
@Injectable()
export class BasemapFiles {
  private readonly places: readonly string[];

  constructor(
    private readonly store: CityStore,
    @Inject(CONFIG) config: Config,
  ) {
    this.places = [join(config.dataDir, NAME), join(PROJECT_ROOT, 'data', NAME)];
  }

  /** Tells whether there is a basemap, and what it is. */
  async describe(): Promise<Basemap> {
    const crs = this.store.current.rows.city.basemapCrs ?? 'wgs84';
    const archive = await this.open();
    if (!archive) return { crs, file: null, fault: null };
    try {
      const { buffer, bytesRead } = await archive.file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const found = archiveOf(buffer.subarray(0, bytesRead));
      if (found === null || typeof found === 'string') return { crs, file: null, fault: found };
      return { crs, file: { version: archive.version, bytes: archive.size, ...found }, fault: null };
    } finally {
      await archive.file.close();
    }
  }

  /** Opens the archive; undefined when there is none. A file that is replaced meanwhile is read to its end as it was. */
  async open(): Promise<OpenArchive | undefined> {
    for (const place of this.places) {
      const file = await open(place, 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
        throw error;
      });
      if (!file) continue;
      const { size, mtimeMs } = await file.stat();
      return { file, size, version: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"` };
    }
    return undefined;
  }
}
