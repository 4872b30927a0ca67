import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOBODY = 65534;
const UNSHARE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** How to run a PostgreSQL program here: the command line, and the uid to drop to when that is the way. */
export interface Launch {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** Ways to run PostgreSQL, which refuses root: as we are, as root inside a user namespace, or as user nobody. */
type Way = 'direct' | 'unshare' | 'nobody';
let way: Way | undefined;

/** Builds the command line of a PostgreSQL program. With `diesWithUs` the kernel stops it (SIGINT) when this process is gone. */
export function launch(program: string, args: readonly string[], diesWithUs: boolean): Launch {
  way ??= findWay();
  const guard = diesWithUs ? find('setpriv') : undefined;
  // setpriv comes last: a change of user after it would clear the death signal again.
  const line = [
    ...(way === 'unshare' ? [find('unshare') ?? 'unshare', ...UNSHARE] : []),
    ...(guard ? [guard, '--pdeathsig', 'INT'] : []),
    program,
    ...args,
  ];
  return { command: line[0] ?? program, args: line.slice(1), ...(way === 'nobody' && { uid: NOBODY, gid: NOBODY }) };
}

/** Tells whether the kernel can be asked to stop PostgreSQL with us; elsewhere a watcher process does it. */
export function hasDeathSignal(): boolean {
  return find('setpriv') !== undefined;
}

/** Gives files to the user PostgreSQL runs as, where that is another one. */
export function handOver(...paths: string[]): void {
  way ??= findWay();
  if (way === 'nobody') for (const path of paths) chownSync(path, NOBODY, NOBODY);
}

/** Lets the other user pass through a folder without listing it; the files in there keep their own modes. */
export function letThrough(folder: string): void {
  way ??= findWay();
  if (way === 'nobody') chmodSync(folder, 0o711);
}

function findWay(): Way {
  if (process.getuid?.() !== 0) return 'direct';
  const unshare = find('unshare');
  return unshare && spawnSync(unshare, [...UNSHARE, 'true']).status === 0 ? 'unshare' : 'nobody';
}

function find(program: string): string | undefined {
  const folders = ['/usr/bin', '/bin', '/usr/local/bin', dirname(process.execPath)];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
