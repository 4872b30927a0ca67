import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { freshDatabase } from '../../support/database.js';

jest.setTimeout(60_000);
const RUN = [resolve('test/support/run-ts.mjs'), resolve('cli/serve.ts')];

/** What a service process said until it listened or ended. */
interface Started {
  child: ChildProcess;
  output: string;
  url: string;
}

describe('the service as a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-process-'));
  const children: ChildProcess[] = [];
  afterEach(async () => {
    await Promise.all(children.splice(0).map(end));
    rmSync(folder, { recursive: true, force: true });
  });

  async function end(child: ChildProcess): Promise<number | null> {
    if (child.exitCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    return child.exitCode;
  }

  async function start(env: Record<string, string>): Promise<Started> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, RUN, {
      env: { PATH, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...env },
    });
    children.push(child);
    let output = '';
    const listening = new Promise<void>((done) => {
      const hear = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('listens at')) done();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('close', () => done());
    });
    await listening;
    return { child, output, url: /listens at (\S+)/.exec(output)?.[1] ?? '' };
  }

  it('with no configuration brings its own database, refuses a second start on its folder, and ends cleanly', async () => {
    const first = await start({});
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    const second = await start({});
    expect(second.output).toContain(first.url);
    expect(await end(second.child)).toBe(3);
    const postmaster = Number(readFileSync(join(folder, 'postgres/pg/postmaster.pid'), 'utf8').split('\n')[0]);
    expect(await end(first.child)).toBe(0);
    expect(() => process.kill(postmaster, 0)).toThrow('ESRCH');
  });

  it('a fault of configuration is one message without a stack, and exit code 78', async () => {
    const { child, output } = await start({ PORT: 'x', CITY_TZ: 'y' });
    await end(child);
    expect(child.exitCode).toBe(78);
    expect(output).toMatch(/PORT: .*\n.*CITY_TZ: /);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('a database sealed with a key that is not in the key file is refused', async () => {
    const database = await freshDatabase();
    const first = await start({ DATABASE_URL: database.url });
    await end(first.child);
    const other = await start({ DATABASE_URL: database.url, SECRET_KEY_FILE: join(folder, 'other.key') });
    expect(await end(other.child)).toBe(1);
    expect(other.output).toMatch(/sealed with key [0-9a-f]{8}, which .*other\.key does not have/);
    await database.drop();
  });

  it('serves TLS with Strict-Transport-Security', async () => {
    const database = await freshDatabase();
    const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.pem')];
    rmSync(folder, { recursive: true, force: true });
    const made = spawnSync('sh', [
      '-c',
      `mkdir -p ${folder} && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -keyout ${key} -out ${cert}`,
    ]);
    expect(made.status).toBe(0);
    const { url } = await start({ DATABASE_URL: database.url, TLS_CERT: cert, TLS_KEY: key });
    const answer = await new Promise<{ status?: number; hsts?: string }>((done, failed) => {
      request(`${url}/healthz`, { rejectUnauthorized: false }, (response) => {
        response.resume();
        done({ status: response.statusCode, hsts: response.headers['strict-transport-security'] });
      })
        .once('error', failed)
        .end();
    });
    expect(url).toMatch(/^https:/);
    expect(answer).toEqual({ status: 200, hsts: 'max-age=31536000' });
    await Promise.all(children.splice(0).map(end));
    await database.drop();
  });
});
