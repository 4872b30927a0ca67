import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postgres/postmaster.js';

/** The service that holds a data folder. `started` tells a process from a later one with the same pid (Linux; elsewhere empty). */
export interface ServiceMark {
  pid: number;
  started: string;
  /** Empty until the service listens. */
  url: string;
}

/** Thrown when another living service holds the data folder. */
export class AlreadyRunning extends Error {
  constructor(readonly mark: ServiceMark) {
    super(
      `city-brain is already running${mark.url ? ` at ${mark.url}` : ''} (process ${mark.pid}) with this data folder`,
    );
    this.name = 'AlreadyRunning';
  }
}

/** Takes a data folder for this process: one embedded database, one service. @throws AlreadyRunning */
export function takeFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = markFile(dataDir);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mark('')), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and only for one of two starts.
        linkSync(draft, file);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = runningService(dataDir);
      if (holder && holder.pid !== process.pid) throw new AlreadyRunning(holder);
      setAside(file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes down where the service of this folder listens, for the command line tools. */
export function announce(dataDir: string, url: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = markFile(dataDir);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mark(url)), { mode: 0o600 });
  renameSync(draft, file);
}

/** Gives the folder back if it is still ours. */
export function releaseFolder(dataDir: string): void {
  if (readMark(markFile(dataDir))?.pid === process.pid) rmSync(markFile(dataDir), { force: true });
}

/** The living service of a data folder; null when there is none. */
export function runningService(dataDir: string): ServiceMark | null {
  const found = readMark(markFile(dataDir));
  return found && isAlive(found.pid) && startOf(found.pid) === found.started ? found : null;
}

/** Moves a dead service's mark away. Rename succeeds for one of two starts only, so neither removes the other's new mark. */
function setAside(file: string): void {
  const aside = `${file}.old.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function markFile(dataDir: string): string {
  return join(dataDir, 'service.json');
}

function mark(url: string): ServiceMark {
  return { pid: process.pid, started: startOf(process.pid), url };
}

function readMark(file: string): ServiceMark | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServiceMark;
  } catch {
    return null; // absent, or cut short by a power failure: nobody holds it
  }
}

/** Start time of a process in clock ticks since boot: field 22 of /proc/pid/stat, counted after the name in brackets. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
