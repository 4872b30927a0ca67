import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { isAlive } from '../../../server/platform/postgres/postmaster.js';

jest.setTimeout(60_000);
const RUNNER = resolve('test/support/embedded-runner.mjs');

describe('the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-embedded-'));
  const children: ChildProcess[] = [];

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await until(() => !isAlive(postmaster()));
    rmSync(folder, { recursive: true, force: true });
  });

  const postmaster = () => {
    try {
      return Number(readFileSync(join(folder, 'postgres', 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return 2 ** 22 + 1; // no file: no such process
    }
  };

  async function start(): Promise<{ child: ChildProcess; said: string }> {
    const child = spawn(process.execPath, [RUNNER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, said: chunk.toString().trim() };
  }

  async function ask<T extends pg.QueryResultRow>(said: string, sql: string): Promise<T[]> {
    const client = new pg.Client(said.replace('READY ', ''));
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('is private, durable, and knows Chinese letters', async () => {
    const { child, said } = await start();
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
    const [settings] = await ask<Record<string, string>>(
      said,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
              current_setting('listen_addresses') as address, lower('Ä') as lower`,
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', address: '127.0.0.1', lower: 'ä' });
    await ask(said, 'create table kept as select 42 as answer');
    const wrong = new pg.Client(said.replace('READY ', '').replace(/:[0-9a-f]+@/, ':wrong@'));
    await expect(wrong.connect()).rejects.toThrow('password authentication failed');
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(isAlive(postmaster())).toBe(false);
  });

  it('goes with a killed node, and the next start has every committed row on the same port', async () => {
    const first = await start();
    const server = postmaster();
    await ask(first.said, 'insert into kept values (43)');
    first.child.kill('SIGKILL');
    await until(() => !isAlive(server));
    const second = await start();
    expect(second.said).toBe(first.said);
    expect(await ask(second.said, 'select answer from kept order by 1')).toEqual([{ answer: 42 }, { answer: 43 }]);
  });

  it('refuses a second service on its folder and says where the first one is', async () => {
    const { child, said } = await start();
    expect(said).toBe('TAKEN http://127.0.0.1:1');
    const [code] = child.exitCode === null ? ((await once(child, 'exit')) as [number]) : [child.exitCode];
    expect(code).toBe(3);
  });

  it('is started again on the same port when only the server dies', async () => {
    const server = postmaster();
    process.kill(server, 'SIGKILL');
    await until(() => postmaster() !== server && isAlive(postmaster()));
    const { port, password } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const url = `READY postgres://city:${password}@127.0.0.1:${port}/city`;
    await until(async () =>
      ask(url, 'select 1').then(
        () => true,
        () => false,
      ),
    );
    expect(await ask(url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
  });
});

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return;
    await delay(50);
  }
  throw new Error('it did not happen within 15 s');
}
