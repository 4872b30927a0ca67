import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nativeFolder } from './binaries.js';
import { initialise, SUPERUSER } from './initialise.js';
import { readPostmaster, stopLeftover, stopProcess } from './postmaster.js';
import { handOver, hasDeathSignal, launch } from './privileges.js';
import { watch } from './watcher.js';

const START_PATIENCE_MS = 60_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const PORT_TRIES = 5;

export interface ClusterOptions {
  /** Holds `pg/` (data) and `postgres.log`; made 0700. */
  folder: string;
  /** Null trusts every local connection: throw-away test clusters only. */
  password: string | null;
  /** Port of the last run; taken again when it is free. */
  port?: number;
  /** Server settings beside the fixed ones. */
  settings: Readonly<Record<string, string>>;
  /** False lets initdb skip fsync. */
  sync: boolean;
}

/** A running PostgreSQL of ours. */
export interface Cluster {
  port: number;
  pid: number;
  /** Connection URL of one of its databases. */
  url(database: string): string;
  /** Fires when the server ends without our asking. */
  onExit(listener: (reason: string) => void): void;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on loopback TCP in its own session, making its data folder first where there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const native = nativeFolder();
  await initialise(folder, native, options);
  await stopLeftover(join(folder, 'pg'));
  for (let tries = 1; ; tries++) {
    const port = tries === 1 && options.port && (await isFree(options.port)) ? options.port : await freePort();
    try {
      return await startServer(folder, join(native, 'bin', 'postgres'), { ...options, port });
    } catch (error) {
      // Between asking for a free port and taking it, another program may have got it.
      if (tries >= PORT_TRIES || !/could not bind/.test((error as Error).message)) throw error;
    }
  }
}

async function startServer(
  folder: string,
  program: string,
  options: ClusterOptions & { port: number },
): Promise<Cluster> {
  const { port, password } = options;
  const data = join(folder, 'pg');
  const logFile = join(folder, 'postgres.log');
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...options.settings,
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const { command, args: line, ...user } = launch(program, args, true);
  const log = openLog(logFile);
  const start = statSync(logFile).size;
  // Its own session: Ctrl-C reaches node only, and node stops the database last.
  const child = spawn(command, line, { ...user, detached: true, stdio: ['ignore', log, log], cwd: folder });
  closeSync(log);
  child.unref();
  await ready(child, data, () => readFileSync(logFile).subarray(start).toString('utf8').slice(-2000));
  const pid = child.pid as number;
  const watcher = hasDeathSignal() ? null : watch(pid);
  let isStopping = false;
  return {
    port,
    pid,
    url: (database) =>
      `postgres://${SUPERUSER}${password === null ? '' : `:${password}`}@127.0.0.1:${port}/${database}`,
    onExit: (listener) =>
      void child.once(
        'exit',
        (code, signal) => isStopping || listener(`PostgreSQL ended (${signal ?? code}); see ${logFile}`),
      ),
    stop: async () => {
      isStopping = true;
      if (child.exitCode === null && child.signalCode === null) await stopProcess(pid);
      watcher?.kill();
    },
  };
}

async function ready(child: ChildProcess, data: string, tail: () => string): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.once(
    'exit',
    (code, signal) => (failure ??= new Error(`PostgreSQL did not start (${signal ?? code}):\n${tail()}`)),
  );
  for (let waited = 0; waited < START_PATIENCE_MS; waited += POLL_MS) {
    if (failure) throw failure;
    const found = readPostmaster(data);
    if (found?.pid === child.pid && found?.isReady) return;
    await delay(POLL_MS);
  }
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL was not ready within ${START_PATIENCE_MS / 1000} s:\n${tail()}`);
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  handOver(file);
  return log;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
