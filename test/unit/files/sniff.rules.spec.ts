import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindOf, rejectionOf } from '../../../server/files/sniff.rules.js';
import { photoOf } from '../../support/photos.js';

const what = (bytes: Buffer) => rejectionOf(bytes)?.what;
const ZIP_END = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

describe('a file', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('that is a whole %s is taken', async (format) => {
    const photo = await photoOf({ format, takenAt: '2025:11:23 09:40:12', gps: true });
    expect(kindOf(photo)).toBe(format);
    expect(rejectionOf(photo)).toBeUndefined();
  });

  it.each(['jpeg', 'png', 'webp'] as const)('that is a %s cut short anywhere is refused', async (format) => {
    const photo = await photoOf({ format });
    fc.assert(
      fc.property(fc.integer({ min: 16, max: photo.length - 1 }), (length) => {
        expect(what(photo.subarray(0, length))).toBe('broken');
      }),
      { numRuns: 200 },
    );
  });

  it('of random bytes never makes the sniffer throw', () => {
    const heads = ['', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF\x10\0\0\0WEBP'].map((h) => Buffer.from(h, 'latin1'));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        expect(typeof rejectionOf(Buffer.concat([head, tail]))).toMatch(/object|undefined/);
      }),
    );
  });

  it.each([
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['html', '<!doctype html><img src=x onerror=alert(1)>'],
    ['gif', 'GIF89a\x01\0\x01\0\0\0\0'],
    ['pdf', '%PDF-1.7'],
    ['nothing', ''],
  ])('that is %s is no photo, whatever it is called', (_, text) => {
    expect(what(Buffer.from(text, 'latin1'))).toBe('not-a-photo');
  });

  it('of a phone that writes HEIC is refused with what to do', () => {
    expect(rejectionOf(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'))).toMatchObject({
      status: 415,
      what: 'heic-not-supported',
    });
  });

  it('that is a photo and an archive is refused', async () => {
    expect(what(Buffer.concat([await photoOf(), Buffer.from('PK\x03\x04 payload'), ZIP_END]))).toBe('polyglot');
  });

  it('that hides a page behind the picture or in a comment is refused', async () => {
    const photo = await photoOf();
    const comment = Buffer.from('/*<script>alert(1)</script>*/');
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
    expect(what(Buffer.concat([photo, Buffer.from('<HTML><body>')]))).toBe('polyglot');
    expect(what(Buffer.concat([photo.subarray(0, 2), segment, photo.subarray(2)]))).toBe('polyglot');
  });

  it('with a second exposure behind the first, as phones write it, is taken', async () => {
    const photo = await photoOf();
    expect(rejectionOf(Buffer.concat([photo, Buffer.alloc(32), photo]))).toBeUndefined();
  });
});
