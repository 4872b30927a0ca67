import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A service in a process of its own, so that it can be killed, frozen and started again. */
export interface ServiceProcess {
  url: string;
  dataDir: string;
  pid: number;
  /** All it has printed so far. */
  output(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** Starts `cli/serve.ts` from the sources and waits until it is ready. `env` is laid over a bare environment. */
export async function startService(env: Record<string, string>, dataDir = makeDataDir()): Promise<ServiceProcess> {
  const port = env['PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, ['--no-warnings', '--import', './test/support/register.mjs', 'cli/serve.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      ...env,
      PORT: port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, () => output);
  return {
    url,
    dataDir,
    pid: child.pid as number,
    output: () => output,
    kill: (signal = 'SIGKILL') => end(child, signal),
  };
}

/** Makes a data folder that goes with the test process. */
export function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-service-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the service ended at start:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await wait(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`the service was not ready within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
