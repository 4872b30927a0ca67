import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { StoredFile } from '../../../protocol/file.js';
import type { Problem } from '../../../protocol/problem.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';
import { photoOf, sendPhoto, type PhotoOf } from '../../support/photos.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

let shade = 0;
const fresh = (of: PhotoOf = {}) => photoOf({ shade: (shade += 3), ...of });
const send = async (username: string, photo: Buffer, how = {}) => {
  const answer = await sendPhoto(await app.as(username), photo, how);
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as StoredFile & Problem,
  };
};
const get = async (username: string, path: string, headers = {}) =>
  (await app.as(username)).send('GET', `/api/v1/files/${path}`, undefined, headers);
const attach = async (username: string, incident: string, body: object) =>
  (await app.as(username)).json<Problem>('POST', `/api/v1/incidents/${incident}/attachments`, body);

describe('a photo that is sent', () => {
  it('is kept upright, smaller and bare; its time and place go into columns', async () => {
    const photo = await fresh({
      width: 4000,
      height: 3000,
      takenAt: '2025:11:23 09:40:12',
      offset: '+08:00',
      gps: true,
    });
    const turned = await sharp(photo).keepMetadata().withMetadata({ orientation: 6 }).toBuffer();
    const { status, body } = await send('officer', turned, { query: '?takenAt=2026-01-01T00:00:00Z&lon=1&lat=2' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ width: 1920, height: 2560, takenAt: '2025-11-23T01:40:12.000Z', takenAtFrom: 'exif' },
      ...{ lon: 120.05, lat: 38.75, placeFrom: 'exif', isDrill: false },
    });
    const image = Buffer.from(await (await get('officer', body.id)).arrayBuffer());
    const { format, exif, icc, xmp, orientation } = await sharp(image).metadata();
    expect({ format, exif, icc, xmp, orientation }).toEqual({ format: 'jpeg' });
    expect(image.includes('Secret-Maker')).toBe(false);
    const thumb = await sharp(Buffer.from(await (await get('officer', `${body.id}/thumb`)).arrayBuffer())).metadata();
    expect([thumb.width, thumb.height]).toEqual([240, 320]);
  });

  it('takes the word of the phone for what it does not say itself', async () => {
    const { body } = await send('officer', await fresh(), {
      query: '?takenAt=2025-11-23T09:40:00%2B08:00&lon=120.1&lat=38.7',
    });
    expect(body).toMatchObject({
      takenAt: '2025-11-23T01:40:00.000Z',
      takenAtFrom: 'phone',
      lon: 120.1,
      placeFrom: 'phone',
    });
  });

  it('is kept once, however often and at once it comes', async () => {
    const photo = await fresh();
    const answers = await Promise.all([1, 2, 3].map(() => send('officer', photo)));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 201]);
  });

  it.each(['png', 'webp'] as const)('may be a %s, whatever its header says', async (format) => {
    const { status, body } = await send('officer', await fresh({ format }), { type: 'image/jpeg' });
    expect(status).toBe(201);
    expect((await get('officer', body.id)).headers.get('content-type')).toBe('image/jpeg');
  });

  it('is sealed in the database', async () => {
    const { body } = await send('officer', await fresh());
    const { rows } = await app.db.query<{ bytes: Buffer }>('select bytes from file_chunk where file = $1', [body.id]);
    expect(rows[0]?.bytes.includes(Buffer.from('JFIF'))).toBe(false);
  });

  it('of many pixels comes back whole from several chunks', async () => {
    const noise = await sharp({
      create: {
        width: 2400,
        height: 1800,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg({ quality: 90 })
      .toBuffer();
    const { body } = await send('officer', noise);
    const { rows } = await app.db.query<{ n: number }>('select count(*)::int as n from file_chunk where file = $1', [
      body.id,
    ]);
    expect(rows[0]?.n).toBeGreaterThan(1);
    const image = Buffer.from(await (await get('officer', body.id)).arrayBuffer());
    expect(image.length).toBe(body.bytes);
    expect((await sharp(image).stats()).entropy).toBeGreaterThan(1);
  });
});

describe('what is no photo', () => {
  const polyglot = async () => Buffer.concat([await fresh(), Buffer.from('<html><script>alert(1)</script>')]);
  const cases: [string, number, string, () => Promise<Buffer> | Buffer][] = [
    [
      'a drawing with a script',
      415,
      'file/not-a-photo',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ],
    ['a page', 415, 'file/not-a-photo', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an archive', 415, 'file/not-a-photo', () => Buffer.from('PK\x03\x04 archive')],
    ['HEIC', 415, 'file/heic-not-supported', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0')],
    ['a photo that is a page as well', 422, 'file/polyglot', polyglot],
    [
      'half a photo',
      422,
      'file/broken',
      async () => {
        const p = await fresh();
        return p.subarray(0, p.length / 2);
      },
    ],
    [
      'a photo of zeros',
      422,
      'file/broken',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), Buffer.alloc(5000), Buffer.from([0xff, 0xd9])]),
    ],
    ['a bomb of 900 million pixels', 422, 'file/too-many-pixels', bomb],
    ['nothing', 422, 'file/empty', () => Buffer.alloc(0)],
    ['sixteen megabytes', 413, 'file/too-large', () => Buffer.alloc(15 * 1024 * 1024 + 1, 0xff)],
  ];

  it.each(cases)('%s is refused (%d %s) with a pointer', async (_, status, code, make) => {
    const answer = await send('officer', await make());
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json') as unknown,
      body: { code, errors: [{ pointer: '', code }] },
    });
  });

  it('a body of another type is refused before it is read', async () => {
    expect((await send('officer', await fresh(), { type: 'multipart/form-data; boundary=x' })).status).toBe(415);
    expect((await send('officer', Buffer.from('{}'), { type: 'application/json' })).body.code).toBe('file/not-a-photo');
  });
});

describe('who sees a photo', () => {
  it('its sender does; those who may see its incident do; nobody else', async () => {
    const here = await app.open('camera', {});
    const { body } = await send('duty', await fresh());
    expect((await get('duty', body.id)).status).toBe(200);
    for (const other of ['operator', 'officer', 'leader', 'auditor'])
      expect((await get(other, body.id)).status).toBe(404);
    expect((await attach('duty', here.id, { file: body.id, kind: 'before' })).status).toBe(200);
    const seen = await Promise.all(
      ['operator', 'leader', 'auditor', 'officer', 'display'].map(
        async (u) => (await get(u, `${body.id}/thumb`)).status,
      ),
    );
    expect(seen).toEqual([200, 200, 200, 404, 404]);
    await app.db.query(
      "update incident set assignees = (select array_agg(id) from account where username = 'officer') where id = $1",
      [here.id],
    );
    expect((await get('officer', body.id)).status).toBe(200);
    expect((await app.file(here.id)).attachments).toMatchObject([{ file: body.id, kind: 'before' }]);
    expect((await app.file(here.id)).course.map((l) => l.what)).toEqual(['opened', 'attachment']);
  });

  it('nobody without an account', async () => {
    const { body } = await send('duty', await fresh());
    expect((await fetch(`${app.url}/api/v1/files/${body.id}`)).status).toBe(401);
    expect(
      (
        await fetch(`${app.url}/api/v1/files`, {
          method: 'POST',
          body: new Uint8Array(10),
          headers: { 'content-type': 'image/jpeg' },
        })
      ).status,
    ).toBe(401);
  });

  it('leaders and auditors send none', async () => {
    expect((await send('auditor', await fresh())).status).toBe(403);
  });

  it('one may put only photos that one may see, drills to drills only, and each once', async () => {
    const there = await app.open('camera', { location: THERE });
    const mine = (await send('operator', await fresh())).body;
    const drill = (await send('operator', await fresh(), { query: '?drill=1' })).body;
    expect(drill.isDrill).toBe(true);
    expect((await attach('duty', there.id, { file: mine.id, kind: 'after' })).body.code).toBe('file/unknown');
    expect((await attach('operator', there.id, { file: drill.id, kind: 'after' })).body.code).toBe('file/drill-mixed');
    for (const _ of [1, 2])
      expect((await attach('operator', there.id, { file: mine.id, kind: 'after' })).status).toBe(200);
    expect((await app.file(there.id)).attachments).toHaveLength(1);
  });

  it('a browser asks again each time, and gets nothing twice', async () => {
    const { body } = await send('duty', await fresh());
    const first = await get('duty', body.id);
    expect(
      Object.fromEntries(
        ['cache-control', 'content-disposition', 'x-content-type-options'].map((h) => [h, first.headers.get(h)]),
      ),
    ).toEqual({
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="${body.id}.jpg"`,
      'x-content-type-options': 'nosniff',
    });
    const etag = first.headers.get('etag') ?? '';
    expect((await get('duty', body.id, { 'if-none-match': etag })).status).toBe(304);
    expect((await get('operator', body.id, { 'if-none-match': etag })).status).toBe(404);
  });
});

/** A PNG of 30,000 by 30,000 black pixels: a few kilobytes that would unfold to gigabytes. */
function bomb(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(30_000, 0);
  head.writeUInt32BE(30_000, 4);
  head.set([8, 6], 8);
  const chunk = (type: string, data: Buffer) => {
    const out = Buffer.alloc(data.length + 12);
    out.writeUInt32BE(data.length, 0);
    out.write(type, 4, 'latin1');
    data.copy(out, 8);
    return out;
  };
  const rows = deflateSync(Buffer.alloc(1_000_000));
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
