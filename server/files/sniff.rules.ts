/** What the first bytes of a file say it is. The last two are known only to say why they are not taken. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'heic' | 'other';

/** Why a photo is not taken: HTTP status, `file/<what>`, and words. */
export interface Rejection {
  status: 415 | 422;
  what: string;
  detail: string;
}

/** A stretch of a file that no decoder of pixels reads. */
type Stretch = readonly [from: number, to: number];

/** A file in its parts: where metadata lies, and where the picture ends. Null: broken, or cut short. */
interface Layout {
  beside: Stretch[];
  end: number;
}

const NOT_A_PHOTO = 'this is no photo; send a JPEG, PNG or WebP picture';
/** HEIC brands. @source ISO/IEC 23008-12 */
const HEIC = /^ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)/;
/** What a browser or an interpreter would run, were the file ever taken for text. */
const ACTIVE = /<script|<html|<!doctype|<\?php|<svg[\s>]|javascript:|%PDF-/i;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
/** The end record of a zip with the longest comment. @source APPNOTE.TXT 4.3.16 */
const ZIP_TAIL = 22 + 65_535;

/** Tells what a file is by its first bytes. */
export function kindOf(bytes: Buffer): Kind {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  return HEIC.test(head.slice(4)) ? 'heic' : 'other';
}

/**
 * Looks at a file before anything decodes it: a photo that is whole, and nothing else at the same time. What phones hang behind a picture (a second
 * exposure, a short film) is let through: it is not kept.
 */
export function rejectionOf(bytes: Buffer): Rejection | undefined {
  const kind = kindOf(bytes);
  if (kind === 'heic')
    return no(415, 'heic-not-supported', 'HEIC is not read here; set the camera to JPEG ("most compatible")');
  if (kind === 'other') return no(415, 'not-a-photo', NOT_A_PHOTO);
  const layout = LAYOUTS[kind](bytes);
  if (!layout) return no(422, 'broken', `the ${kind.toUpperCase()} is damaged or was cut short; send it again`);
  const beside = [...layout.beside, [layout.end, bytes.length] as const];
  if (isZip(bytes) || beside.some(([from, to]) => ACTIVE.test(bytes.toString('latin1', from, to))))
    return no(
      422,
      'polyglot',
      'the photo is something else as well (an archive, a page, a script); send the bare photo',
    );
  return undefined;
}

const LAYOUTS: Record<'jpeg' | 'png' | 'webp', (bytes: Buffer) => Layout | null> = {
  jpeg: jpegLayout,
  png: pngLayout,
  webp: webpLayout,
};

/** Walks the segments, and through the entropy-coded data to the end of the image. @source ITU-T T.81 B.1 */
function jpegLayout(bytes: Buffer): Layout | null {
  const beside: Stretch[] = [];
  let hasScan = false;
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return hasScan ? { beside, end: at + 2 } : null;
    else {
      if (at + 4 > bytes.length) return null;
      const next = at + 2 + bytes.readUInt16BE(at + 2);
      if (next < at + 4 || next > bytes.length) return null;
      if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)) beside.push([at + 4, next]);
      hasScan ||= marker === 0xda;
      at = marker === 0xda ? afterScan(bytes, next) : next;
    }
  }
  return null;
}

/** The next marker behind entropy-coded data, where FF 00 is a byte of it and FF D0 to D7 are restarts. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const marker = bytes[at + 1];
    if (marker !== undefined && marker !== 0 && (marker < 0xd0 || marker > 0xd7)) return at;
  }
  return bytes.length;
}

/** Walks the chunks to IEND. @source PNG (Third Edition) §5 */
function pngLayout(bytes: Buffer): Layout | null {
  const beside: Stretch[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    if (type === 'IEND') return { beside, end };
    // A lower-case first letter: a chunk that a decoder may pass over.
    if (/^[a-z]/.test(type)) beside.push([at + 8, end - 4]);
    at = end;
  }
  return null;
}

/** Walks the chunks of the RIFF container. @source RFC 9649 §2 */
function webpLayout(bytes: Buffer): Layout | null {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length || end < 20) return null;
  const beside: Stretch[] = [];
  let at = 12;
  while (at + 8 <= end) {
    const next = at + 8 + bytes.readUInt32LE(at + 4);
    if (next > end) return null;
    if (!/^(VP8[ LX]|ALPH|ANI[MF])$/.test(bytes.toString('latin1', at, at + 4))) beside.push([at + 8, next]);
    at = next + (next % 2);
  }
  return { beside, end };
}

/** Whether a file ends as a zip archive does. */
function isZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - ZIP_TAIL);
  for (let at = bytes.indexOf(ZIP_END, from); at >= 0; at = bytes.indexOf(ZIP_END, at + 1)) {
    if (at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}

function no(status: Rejection['status'], what: string, detail: string): Rejection {
  return { status, what, detail };
}
