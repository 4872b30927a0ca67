import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;
const FAST_STOP_MS = 20_000;
const HARD_STOP_MS = 5000;

/** What a running server says of itself in postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** Reads `data/postmaster.pid`; null when there is none or it is still being written. */
export function readPostmaster(data: string): Postmaster | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' } : null;
}

/** Tells whether a process lives; one that we may not signal lives too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Stops the server of a data folder that an earlier, killed service left running, and clears a stale pid file. */
export async function stopLeftover(data: string): Promise<void> {
  const found = readPostmaster(data);
  if (!found) return;
  if (isAlive(found.pid) && isPostgres(found.pid, data)) await stopProcess(found.pid);
  // PostgreSQL removes its file itself; what is left belongs to a killed server, and its pid may live on as another program.
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** Fast shutdown (SIGINT): ends sessions, writes a checkpoint. After 20 s an immediate one (SIGQUIT), after 5 s more SIGKILL. */
export async function stopProcess(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', HARD_STOP_MS],
    ['SIGKILL', HARD_STOP_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // already gone
    }
    for (let waited = 0; waited < patienceMs; waited += POLL_MS) {
      if (!isAlive(pid)) return;
      await delay(POLL_MS);
    }
  }
}

function isPostgres(pid: number, data: string): boolean {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  if (!existsSync(file)) return false;
  const line = readFileSync(file, 'utf8').split('\0');
  return line.some((word) => word.endsWith('/postgres')) && line.includes(data);
}
