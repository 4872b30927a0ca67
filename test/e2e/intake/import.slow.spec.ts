import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../server/platform/secret.js';
import { bootIntake, type IntakeApp } from '../../support/intake.js';
import { pathOf, requires } from '../../support/requires.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'city-brain-import-'));
let app: IntakeApp;

beforeAll(async () => {
  app = await bootIntake([
    { id: 'seattle', streams: ['incident'] },
    { id: 'la', streams: ['complaint'] },
    { id: 'own', streams: ['complaint'] },
  ]);
}, 60_000);
afterAll(() => app?.close());

/** Runs `npm run import` from its sources and answers what it printed. */
async function importFile(source: string, file: string, map: string, more: string[] = []): Promise<string> {
  const args = ['--import', resolve('test/support/register.mjs'), resolve('cli/import.ts'), file, '--map', map];
  const options = ['--source', source, '--url', app.url, '--key', app.keys[source] as string, ...more];
  const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' };
  const { stdout } = await run(process.execPath, [...args, ...options], { env });
  return stdout;
}

async function count(sql: string): Promise<unknown> {
  const { rows } = await app.db.query(sql);
  return rows;
}

describe('npm run import', () => {
  const file = join(folder, 'own.csv');
  const map = join(folder, 'own.json');
  const lines = [
    'No,When,What,Lon,Lat',
    '1,2024-03-01 08:00,Pothole,120.05,38.75',
    '2,2024-03-01 09:00,Pothole,999,38.75',
  ];
  beforeAll(() => {
    writeFileSync(file, [...lines, '3,soon,Pothole,120.15,38.75'].join('\n'));
    const mapping = {
      zone: 'Asia/Shanghai',
      id: { template: 'own-{No}' },
      stream: { const: 'complaint' },
      type: { column: 'What', map: { Pothole: 'complaint.road.damage' } },
      occurredAt: { column: 'When', time: 'yyyy-MM-dd HH:mm' },
      location: { lon: 'Lon', lat: 'Lat' },
    };
    writeFileSync(map, JSON.stringify(mapping));
  });

  it('accounts for every row by reason', async () => {
    const summary = await importFile('own', file, map);
    expect(summary).toMatch(/rows 3\n\s+accepted\s+1\n\s+duplicates\s+0\n\s+rejected\s+2/);
    expect(summary).toMatch(/location\/impossible: 1/);
    expect(summary).toMatch(/time\/impossible: 1/);
    const stored = await count("select occurred_at, type, is_history, district from observation where source = 'own'");
    expect(stored).toEqual([
      {
        occurred_at: new Date('2024-03-01T00:00:00Z'),
        type: 'complaint.road.damage',
        is_history: true,
        district: '990101',
      },
    ]);
  }, 60_000);

  it('changes nothing the second time', async () => {
    expect(await importFile('own', file, map)).toMatch(/accepted\s+0\n\s+duplicates\s+1\n\s+rejected\s+2/);
  }, 60_000);

  it('replays with times of its own and keeps the original ones', async () => {
    expect(await importFile('own', file, map, ['--speed', '100000'])).toMatch(/accepted\s+1/);
    const stored = await count("select raw from observation where record like 'replay-%:own-1' and not is_history");
    const [{ raw }] = stored as [{ raw: Buffer }];
    const message = JSON.parse(app.app.get(Secret).open(raw).toString('utf8')) as { attributes: object };
    expect(message.attributes).toEqual({ originalOccurredAt: '2024-03-01T08:00:00.000+08:00' });
  }, 60_000);
});

requires('shared-data')('real files', () => {
  it('Seattle 911: every row is stored, outside every district and flagged', async () => {
    const file = join(pathOf('shared-data'), 'streams/seattle911_2015_H1.csv.gz');
    const summary = await importFile('seattle', file, resolve('maps/seattle911.json'));
    expect(summary).toMatch(/rows 39469\n\s+accepted\s+39469\n\s+duplicates\s+0\n\s+rejected\s+0/);
    const stored = await count(
      `select count(*)::int as n, count(*) filter (where counted)::int as counted, array_agg(distinct placed) as placed,
              count(*) filter (where 'outside' = any (flags))::int as flagged from observation where source = 'seattle'`,
    );
    expect(stored).toEqual([{ n: 39_469, counted: 39_469, placed: ['outside'], flagged: 39_469 }]);
  }, 120_000);

  it('LA 311: promised and closing times become the state of the record, twice changes nothing', async () => {
    const file = join(pathOf('shared-data'), 'streams/la311_2018_jan.csv.gz');
    const first = await importFile('la', file, resolve('maps/la311.json'));
    expect(first).toMatch(/rows 10000\n\s+accepted\s+10000\n\s+duplicates\s+0\n\s+rejected\s+0/);
    const second = await importFile('la', file, resolve('maps/la311.json'));
    expect(second).toMatch(/accepted\s+0\n\s+duplicates\s+10000/);
    const records = await count(
      `select count(*)::int as n, count(closed_at)::int as closed, count(*) filter (where is_open)::int as open from source_record`,
    );
    expect(records).toEqual([{ n: 10_000, closed: expect.any(Number), open: 0 }]);
  }, 120_000);
});
