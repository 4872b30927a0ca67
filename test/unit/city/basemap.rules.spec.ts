import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { archiveOf, HEADER_BYTES, spanOf } from '../../../server/city/basemap.rules.js';

const header = (change: (bytes: Buffer) => void = () => undefined) => {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('PMTiles', 'latin1');
  bytes[7] = 3;
  bytes[99] = 1;
  bytes[101] = 15;
  change(bytes);
  return bytes;
};

it('the header of an archive says what its tiles are', () => {
  expect(archiveOf(header())).toEqual({ kind: 'vector', maxZoom: 15 });
  expect(archiveOf(header((b) => (b[99] = 4)))).toEqual({ kind: 'raster', maxZoom: 15 });
  expect(archiveOf(header((b) => (b[99] = 0)))).toBe('unknown-tiles');
  expect(archiveOf(header((b) => (b[7] = 2)))).toBe('not-pmtiles');
  expect(archiveOf(Buffer.from('SQLite format 3'))).toBe('not-pmtiles');
  expect(archiveOf(header().subarray(0, 100))).toBe('not-pmtiles');
});

it('one span is understood in its three forms; several or unreadable ones ask for all', () => {
  expect(spanOf('bytes=0-99', 1000)).toEqual({ from: 0, to: 99 });
  expect(spanOf('bytes=990-', 1000)).toEqual({ from: 990, to: 999 });
  expect(spanOf('bytes=-10', 1000)).toEqual({ from: 990, to: 999 });
  expect(spanOf('bytes=-2000', 1000)).toEqual({ from: 0, to: 999 });
  expect(spanOf('bytes=1000-', 1000)).toBe('unsatisfiable');
  expect(spanOf('bytes=-0', 1000)).toBe('unsatisfiable');
  for (const all of [undefined, '', 'bytes=-', 'bytes=9-2', 'bytes=0-1,4-5', 'lines=0-3', 'bytes=a-b'])
    expect(spanOf(all, 1000)).toBeNull();
});

it('a span never leaves the file', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 3000 }), (from, to, size) => {
      const span = spanOf(`bytes=${from}-${to}`, size);
      if (span === null) return expect(to).toBeLessThan(from);
      if (span === 'unsatisfiable') return expect(from).toBeGreaterThanOrEqual(size);
      return expect(0 <= span.from && span.from <= span.to && span.to < size).toBe(true);
    }),
  );
});
