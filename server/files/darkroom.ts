import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { DomainError } from '../platform/domain-error.js';

/** A photo made anew. `exif`: the block that came with it and went no further. */
export interface Developed {
  image: Buffer;
  thumb: Buffer;
  width: number;
  height: number;
  exif: Buffer | null;
}

/** Pixels a photo may unfold to: above what phones take unless asked, far below what a bomb holds. */
const MOST_PIXELS = 50_000_000;
/** Longest side that is kept: a shop sign across a street stays legible. Ours. */
const LONGEST = 2560;
const THUMB = 320;
const QUALITY = 82;
const THUMB_QUALITY = 72;
const SECONDS = 20;
/** Photos under development at once, and how many may wait for their turn. */
const AT_ONCE = 2;
const WAITING = 24;

// Only the three decoders that we mean to use, whatever a file pretends to be; the cache would keep strangers' pictures in memory.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
sharp.cache(false);
sharp.concurrency(1);

/** Decodes what was sent and makes a JPEG and a thumbnail of it, upright, in sRGB, without any metadata. */
@Injectable()
export class Darkroom {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws file/too-many-pixels, file/broken (422); file/busy (503) when too many wait */
  async develop(bytes: Buffer): Promise<Developed> {
    await this.turn();
    try {
      return await develop(bytes);
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.busy >= AT_ONCE) {
      if (this.waiting.length >= WAITING)
        throw new DomainError(503, 'file/busy', 'many photos are coming in; send it again', { retryAfterS: 5 });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.busy += 1;
  }
}

async function develop(bytes: Buffer): Promise<Developed> {
  const input = { failOn: 'truncated', limitInputPixels: false, pages: 1, sequentialRead: true } as const;
  const { width, height, exif } = await sharp(bytes, input).metadata().catch(broken);
  if (width * height > MOST_PIXELS) {
    const detail = `the photo has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1e6} million are taken`;
    throw rejected('too-many-pixels', detail);
  }
  const box = { fit: 'inside', withoutEnlargement: true } as const;
  const upright = sharp(bytes, { ...input, limitInputPixels: MOST_PIXELS })
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb');
  const kept = await upright
    .resize(LONGEST, LONGEST, box)
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(broken);
  const thumb = await sharp(kept.data).resize(THUMB, THUMB, box).jpeg({ quality: THUMB_QUALITY }).toBuffer();
  return { image: kept.data, thumb, width: kept.info.width, height: kept.info.height, exif: exif ?? null };
}

function broken(cause: unknown): never {
  throw rejected('broken', 'the photo cannot be read to its end; send it again', cause);
}

/** Makes the error of a photo that is not taken. Its pointer is the whole body: there is nothing else in it. */
export function rejected(what: string, detail: string, cause?: unknown, status = 422): DomainError {
  const code = `file/${what}`;
  return new DomainError(status, code, detail, { errors: [{ pointer: '', code, detail }], cause });
}
