import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { ClientBase, Pool } from 'pg';
import type { PhotoQuery, StoredFile } from '../../protocol/file.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { uuidv7 } from '../platform/ids.js';
import type { Principal } from '../platform/principal.js';
import { Secret } from '../platform/secret.js';
import { Darkroom, rejected } from './darkroom.js';
import { takenOf, type Taken } from './exif.rules.js';
import { FileReaders } from './file-readers.js';
import * as store from './files.store.js';
import { rejectionOf } from './sniff.rules.js';

/** Photos one account may send in an hour: three a minute, all hour long. */
const MOST_PER_HOUR = 180;

/** Photos: taken in, kept sealed in the database, shown to those who may see what they are attached to. */
@Injectable()
export class Files {
  constructor(
    private readonly db: Database,
    private readonly secret: Secret,
    private readonly clock: Clock,
    private readonly darkroom: Darkroom,
    private readonly readers: FileReaders,
  ) {}

  /** Keeps a photo. The very same bytes of one account are kept once, and told as `isNew: false`. @throws file/... (415, 422, 429) */
  async take(bytes: Buffer, query: PhotoQuery, who: Principal): Promise<{ file: StoredFile; isNew: boolean }> {
    const rejection = rejectionOf(bytes);
    if (rejection) throw rejected(rejection.what, rejection.detail, undefined, rejection.status);
    const sent = { account: who.account, sha256: sha256(bytes), isDrill: query.drill === '1' };
    const known = await store.findSent(this.db.query, sent);
    if (known) return { file: known, isNew: false };
    if ((await store.countRecent(this.db.query, who.account)) >= MOST_PER_HOUR)
      throw new DomainError(429, 'file/too-many', `at most ${MOST_PER_HOUR} photos an hour`, { retryAfterS: 600 });
    const { image, thumb, exif, ...size } = await this.darkroom.develop(bytes);
    const row: store.NewFile = {
      ...{ id: uuidv7(this.clock.now()), ...sent, by: who.username, ...size },
      ...{ storedSha256: sha256(image), bytes: image.length },
      ...claimsOf(exif === null ? null : takenOf(exif, (wallMs) => this.inCity(wallMs)), query),
      ...{ image: this.secret.seal(image), thumb: this.secret.seal(thumb) },
    };
    return this.db.tx(this.db.query, async (db) => {
      const isNew = await store.addFile(db, row);
      return { file: (await store.findSent(db, sent)) as StoredFile, isNew };
    });
  }

  /** Reads what is known of a photo. @throws file/unknown (404) for one that is not there or not to be seen */
  async head(id: string, who: Principal): Promise<store.FileHead> {
    const head = await store.readHead(this.db.query, id);
    if (!head || !(head.account === who.account || (await this.readers.mayRead(id, who)))) throw unknown(id);
    return head;
  }

  /** Opens the picture or its thumbnail, for whom `head` let through. JPEG bytes. */
  async pixels(id: string, which: 'image' | 'thumb'): Promise<Buffer> {
    const sealed = await (which === 'image' ? store.readImage : store.readThumb)(this.db.query, id);
    return this.secret.open(sealed);
  }

  /**
   * Lets a photo be attached to something, in the caller's transaction: one's own or one that may be seen, drills to drills only.
   * @throws file/unknown, file/drill-mixed (422)
   */
  async requireAttachable(
    db: Pool | ClientBase,
    id: string,
    { who, isDrill }: { who: Principal; isDrill: boolean },
  ): Promise<void> {
    const head = await store.readHead(db, id);
    const pointer = '/file';
    if (!head || !(head.account === who.account || (await this.readers.mayRead(id, who)))) {
      const detail = `no photo ${id} that is yours; send it first`;
      throw new DomainError(422, 'file/unknown', detail, { errors: [{ pointer, code: 'file/unknown', detail }] });
    }
    if (head.file.isDrill === isDrill) return;
    const detail = 'a photo of a drill goes to a drill only, a real one to something real';
    throw new DomainError(422, 'file/drill-mixed', detail, { errors: [{ pointer, code: 'file/drill-mixed', detail }] });
  }

  private inCity(wallMs: number): number {
    return DateTime.fromMillis(wallMs, { zone: 'utc' }).setZone(this.clock.zone, { keepLocalTime: true }).toMillis();
  }
}

/** What the photo says goes before what the phone says. */
function claimsOf(taken: Taken | null, { takenAt, lon, lat }: PhotoQuery) {
  const phoneMs = takenAt === undefined ? null : Date.parse(takenAt);
  const takenAtMs = taken?.atMs ?? phoneMs;
  const isExif = taken !== null && taken.lon !== null;
  const place = isExif ? { lon: taken.lon, lat: taken.lat } : { lon: lon ?? null, lat: lat ?? null };
  return {
    takenAtMs,
    takenAtFrom: takenAtMs === null ? null : taken?.atMs != null ? ('exif' as const) : ('phone' as const),
    ...place,
    placeFrom: place.lon === null ? null : isExif ? ('exif' as const) : ('phone' as const),
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function unknown(id: string): DomainError {
  return new DomainError(404, 'file/unknown', `no photo ${id} within your reach`);
}
