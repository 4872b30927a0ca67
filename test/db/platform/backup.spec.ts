import { mkdtempSync, readFileSync, rmSync, truncateSync, statSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { dump } from '../../../server/platform/backup/dump.js';
import { load, readHead } from '../../../server/platform/backup/load.js';
import { migrateTo } from '../../../server/platform/data-source.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const fact = JSON.stringify({ type: 'feed.changed', source: 'grid', from: 'live', to: 'late', since: null });

describe('backup and restore', () => {
  let from: TestDatabase;
  let to: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-backup-'));
  const file = join(folder, 'city.cbb');

  beforeAll(async () => {
    [from, to] = [await freshDatabase(), await freshDatabase({ empty: true })];
    await run(from, [
      `select journal_append('[{"type":"feed.changed","fact":${fact}},{"type":"feed.changed","fact":${fact}}]')`,
      `begin; select journal_append('[{"type":"feed.changed","fact":${fact}}]'); rollback`,
      `select journal_append('[{"type":"feed.changed","fact":${fact}}]')`,
      `insert into reader (name, seq) values ('rollups', 2)`,
      `insert into area (code, level, name_zh, name_en, parent) values ('9901', 'city', '澜川市', 'Lanchuan', null), ('990101', 'district', '锦渡区', 'Jindu', '9901')`,
      `insert into place (kind, name, name_folded, district, lon, lat) values ('school', E'第一\\t小\\\\学', 'x', '990101', 119.9, 38.7)`,
      `insert into setting (name, value) values ('secret_key_ids', '["0a0b0c0d"]')`,
      `create table observation_2026_11 partition of observation for values from ('2026-11-01') to ('2026-12-01')`,
      `insert into observation (id, batch, source, record, stream, type, priority, occurred_at, received_at, district, placed, counted, raw)
       select gen_random_uuid(), gen_random_uuid(), 'grid', n::text, 'incident', 'incident.other', 3, '2026-11-20', '2026-11-20', '-', 'unlocated', true, decode(repeat('00ff0a09', 50), 'hex')
       from generate_series(1, 3000) n`,
      `insert into account (id, username, name, role, password_hash) values ('00000000-0000-7000-8000-000000000001', 'officer', '林晓', 'officer', 'x')`,
      `insert into file (id, sha256, stored_sha256, bytes, width, height, thumb, account, by)
       select '00000000-0000-7000-8000-000000000002', sha256('a'), sha256('b'), 600000, 2, 1, '\\x00ff', id, username from account`,
      `insert into file_chunk select '00000000-0000-7000-8000-000000000002', n, decode(repeat('00ff5c6e0a', 52428), 'hex') from generate_series(0, 2) n`,
    ]);
  });

  afterAll(async () => {
    await Promise.all([from.drop(), to.drop()]);
    rmSync(folder, { recursive: true });
  });

  it('brings every row, byte for byte, into an empty database', async () => {
    const saved = await dump(from.url, file);
    expect(saved['observation']).toBe(3000);
    await migrateTo(to.url, (await readHead(file)).migrations);
    expect(await load(to.url, file)).toEqual(saved);
    const digest = `select md5(string_agg(o::text, '' order by o.record)) as digest, count(*)::int as n from observation o`;
    expect(await ask(to, digest)).toEqual(await ask(from, digest));
    expect(await ask(to, `select name from place`)).toEqual([{ name: '第一\t小\\学' }]);
  });

  it('brings photos back, chunk by chunk', async () => {
    const digest = `select f.stored_sha256, c.n, md5(c.bytes) as digest, length(c.bytes) as bytes from file f join file_chunk c on c.file = f.id order by c.n`;
    const photos = await ask(to, digest);
    expect(photos).toHaveLength(3);
    expect(photos).toEqual(await ask(from, digest));
  });

  it('keeps the order of the journal, its gaps and where readers stand', async () => {
    expect(await ask(to, 'select seq::int from journal_entry order by seq')).toEqual([
      { seq: 1 },
      { seq: 2 },
      { seq: 4 },
    ]);
    expect(await ask(to, 'select name, seq::int from reader where seq > 0')).toEqual([{ name: 'rollups', seq: 2 }]);
    expect(await ask(to, `select journal_append('[{"type":"feed.changed","fact":${fact}}]')::int as seq`)).toEqual([
      { seq: 5 },
    ]);
    expect(
      await ask(
        to,
        `insert into place (kind, name, name_folded, lon, lat) values ('x', 'y', 'y', 1, 1) returning id::int`,
      ),
    ).toEqual([{ id: 2 }]);
  });

  it('says which key the archive needs', async () => {
    expect((await readHead(file)).keyIds).toEqual(['0a0b0c0d']);
  });

  it('refuses an archive of a newer version', () => {
    expect(() => migrateTo(to.url, ['CreateTomorrow1999000000001'])).toThrow(/newer city-brain/);
  });

  it('refuses a database that has rows', async () => {
    await expect(load(from.url, file)).rejects.toThrow(/has rows/);
  });

  it('restores nothing of an archive that was cut short or is something else', async () => {
    const half = join(folder, 'half.cbb');
    copyFileSync(file, half);
    truncateSync(half, Math.floor(statSync(half).size / 2));
    const empty = await freshDatabase();
    await expect(load(empty.url, half)).rejects.toThrow();
    expect(await ask(empty, 'select count(*)::int as n from observation')).toEqual([{ n: 0 }]);
    await empty.drop();
    await expect(readHead(pathOfUrl(import.meta.url))).rejects.toThrow(/cannot be read|not a city-brain backup/);
  });

  it('does not lie open to other users of the machine', () => {
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file).subarray(0, 2).toString('hex')).toBe('1f8b');
  });
});

const pathOfUrl = (url: string) => new URL(url).pathname;

async function run(database: TestDatabase, statements: string[]): Promise<void> {
  const db = new pg.Client(database.url);
  await db.connect();
  for (const statement of statements) await db.query(statement);
  await db.end();
}

async function ask(database: TestDatabase, sql: string): Promise<unknown[]> {
  const db = new pg.Client(database.url);
  await db.connect();
  const { rows } = await db.query<Record<string, unknown>>(sql);
  await db.end();
  return rows;
}
