import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { takenOf } from '../../../server/files/exif.rules.js';
import { photoOf, type PhotoOf } from '../../support/photos.js';

const HOUR = 3_600_000;
/** A city eight hours ahead. */
const inCity = (wallMs: number) => wallMs - 8 * HOUR;
const exifOf = async (of: PhotoOf) => (await sharp(await photoOf(of)).metadata()).exif as Buffer;

describe('the EXIF block of a photo', () => {
  it('says when, by the zone that the camera names', async () => {
    const exif = await exifOf({ takenAt: '2025:11:23 09:40:12', offset: '+09:00' });
    expect(takenOf(exif, inCity).atMs).toBe(Date.parse('2025-11-23T00:40:12Z'));
  });

  it('says when by the city where the camera names no zone', async () => {
    const exif = await exifOf({ takenAt: '2025:11:23 09:40:12' });
    expect(takenOf(exif, inCity)).toEqual({ atMs: Date.parse('2025-11-23T01:40:12Z'), lon: null, lat: null });
  });

  it('says where, in degrees', async () => {
    const { lon, lat } = takenOf(await exifOf({ gps: true }), inCity);
    expect([lon, lat]).toEqual([120.05, 38.75]);
  });

  it.each(['2025:02:30 10:00:00', '0000:00:00 00:00:00', '2025-11-23 09:40:12', 'yesterday'])(
    'that says %s says nothing of the time',
    async (takenAt) => {
      expect(takenOf(await exifOf({ takenAt }), inCity).atMs).toBeNull();
    },
  );

  it('that was cut or changed anywhere never throws, and never places a photo off the earth', async () => {
    const exif = await exifOf({ takenAt: '2025:11:23 09:40:12', offset: '+08:00', gps: true });
    const change = fc.tuple(fc.integer({ min: 0, max: exif.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.integer({ min: 0, max: exif.length }), (changes, length) => {
        const copy = Buffer.from(exif);
        for (const [at, byte] of changes) copy[at] = byte;
        const { lon, lat, atMs } = takenOf(copy.subarray(0, length), inCity);
        expect(Math.abs(lon ?? 0) <= 180 && Math.abs(lat ?? 0) <= 90).toBe(true);
        expect(atMs === null || Number.isFinite(atMs)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
