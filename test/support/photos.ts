import sharp from 'sharp';
import type { Caller } from './caller.js';

/** What a test photo says of itself. */
export interface PhotoOf {
  width?: number;
  height?: number;
  /** Tells one photo from another. */
  shade?: number;
  format?: 'jpeg' | 'png' | 'webp';
  takenAt?: string;
  offset?: string;
  gps?: boolean;
}

/** Makes a photo with a few shapes in it; with EXIF when `takenAt` or `gps` is given. 2025-11-23 is how EXIF writes days: "2025:11:23". */
export async function photoOf(of: PhotoOf = {}): Promise<Buffer> {
  const { width = 1200, height = 800, shade = 90, format = 'jpeg' } = of;
  const square = { create: { width: 200, height: 200, channels: 3 as const, background: '#c0271a' } };
  const ground = { width, height, channels: 3 as const, background: { r: shade % 256, g: 110, b: (shade * 7) % 256 } };
  const base = sharp({ create: ground }).composite([{ input: square, left: 20, top: 20 }]);
  const place = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '38/1 45/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '120/1 3/1 0/1',
  };
  const exif = {
    IFD0: { Make: 'Secret-Maker', Artist: '张三' },
    ...(of.takenAt && { IFD2: { DateTimeOriginal: of.takenAt, ...(of.offset && { OffsetTimeOriginal: of.offset }) } }),
    ...(of.gps && { IFD3: place }),
  };
  const dressed = of.takenAt || of.gps ? base.withExif(exif) : base;
  return dressed.toFormat(format).toBuffer();
}

/** Sends a photo as the field page does. */
export async function sendPhoto(
  caller: Pick<Caller, 'url' | 'cookie'>,
  photo: Buffer,
  { query = '', type = 'image/jpeg' }: { query?: string; type?: string } = {},
): Promise<Response> {
  return fetch(`${caller.url}/api/v1/files${query}`, {
    method: 'POST',
    headers: { origin: caller.url, cookie: caller.cookie, 'content-type': type },
    body: new Uint8Array(photo),
  });
}
