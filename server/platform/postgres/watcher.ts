import { spawn, type ChildProcess } from 'node:child_process';

/** Waits until either process is gone; when it was node, asks PostgreSQL for a fast shutdown. */
const SCRIPT =
  'while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done; kill -0 "$1" 2>/dev/null || kill -INT "$2"';

/** Starts a small process that outlives a killed node just long enough to stop PostgreSQL. For systems without setpriv. */
export function watch(postgresPid: number): ChildProcess {
  const args = ['-c', SCRIPT, 'city-brain-watcher', String(process.pid), String(postgresPid)];
  const child = spawn('/bin/sh', args, { detached: true, stdio: 'ignore' });
  child.unref();
  return child;
}
